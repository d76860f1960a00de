import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds: everything in the dark theme, and the colours once more in the light one. */
export async function axeViolations(page: Page, within = 'html'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).include(within).analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await new AxeBuilder({ page }).include(within).withRules(['color-contrast']).analyze();
  const found = [...dark.violations, ...light.violations];
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message}`),
  );
}
