import type { Page } from 'playwright-core';

export interface UntouchedPage {
  /** What stands on the page. */
  text(): Promise<string>;
  /** Presses the first button of this name as a script would, which is no touch by a person. */
  press(name: string): Promise<void>;
}

/** A page that is looked at without touching it: whatever Playwright evaluates by itself counts as a person's touch. */
export async function untouchedPage(page: Page): Promise<UntouchedPage> {
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result } = await session.send('Runtime.evaluate', { expression, userGesture: false });
    return result.value as unknown;
  };
  return {
    text: async () => String(await evaluate('document.body.innerText')),
    press: async (name) => {
      await evaluate(
        `[...document.querySelectorAll('button')].find((button) => button.textContent === ${JSON.stringify(name)})?.click()`,
      );
    },
  };
}
