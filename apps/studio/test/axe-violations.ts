import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds: everything in the dark theme, and the colours once more in the light one. */
export async function axeViolations(page: Page, within = 'html'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await axe(page).include(within).analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await axe(page).include(within).withRules(['color-contrast']).analyze();
  const found = [...dark.violations, ...light.violations];
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message}`),
  );
}

/**
 * Axe, asked for faults alone and not to describe all that is well; that is most of its work. Without frames the page
 * itself can put the result together ("legacy"), so that no second page is opened for it and takes the focus.
 */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
}
