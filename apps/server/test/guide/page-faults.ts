import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';

const phoneWidth = 390;

/** Looks at one page after the other, in one tab. */
export interface PageReader {
  /** What is wrong with a page: for somebody who sees little, in either theme, on a phone, and by its own policy. */
  faultsOf(address: string, isWholeCodeLookedAt: boolean): Promise<string[]>;
  close(): Promise<void>;
}

export async function openPageReader(browser: Browser): Promise<PageReader> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(error.message));
  page.on('console', (message) => {
    // That an address answers 404 is for another test.
    if (message.type() === 'error' && !message.text().includes('404')) said.push(message.text());
  });
  return {
    async faultsOf(address, isWholeCodeLookedAt) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(address);
      const dark = await violations(page, 'dark', isWholeCodeLookedAt);
      const light = await violations(page, 'light', isWholeCodeLookedAt);
      await page.setViewportSize({ width: phoneWidth, height: 844 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      const tooWide = width > phoneWidth ? [`On a phone it is ${width} wide`] : [];
      return [...said.splice(0), ...dark, ...light, ...tooWide];
    },
    close: () => context.close(),
  };
}

/** Everything in the dark, and the colours once more in the light. */
async function violations(
  page: Page,
  colorScheme: 'dark' | 'light',
  isWholeCodeLookedAt: boolean,
): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  // One page in place of all the others for the colours of code: it is most of what there is, and the same everywhere.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode(true);
  if (!isWholeCodeLookedAt) axe.exclude('pre > code');
  if (colorScheme === 'light') axe.withRules(['color-contrast']);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${colorScheme} ${id}: ${target.join(' ')} ${any[0]?.message}`),
  );
}
