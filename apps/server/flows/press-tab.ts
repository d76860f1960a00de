import type { Page } from 'playwright-core';

const pressesMax = 120;

/** Presses Tab until what has the focus is called `name`, as somebody without a mouse would. */
export async function pressTabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < pressesMax; presses++) {
    await page.keyboard.press('Tab');
    const own = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      const label = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent;
      return (label ?? element?.textContent ?? '').trim();
    });
    if (typeof name === 'string' ? own === name : name.test(own)) return;
    passed.push(own.slice(0, 40));
  }
  throw new Error(`Tab never came to ${String(name)}; it passed ${passed.join(' | ')}`);
}
