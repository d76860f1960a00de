import { expect, it } from 'vitest';
import { useFlowStage } from './flow-stage.ts';
import { pressTabTo } from './press-tab.ts';

const stage = useFlowStage();

it('goes by keyboard alone from a wish to a playing song, and through the other pages', async () => {
  const page = await stage.openPage();
  await pressTabTo(page, 'What shall we play?');
  await page.keyboard.type('A lullaby for a lighthouse');
  await page.keyboard.press('Control+Enter');
  const card = page.getByRole('article');
  await card.getByRole('button', { name: 'Play version 1' }).waitFor();

  await pressTabTo(page, 'Play version 1');
  await page.keyboard.press('Enter');
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByRole('button', { name: 'Pause' }).waitFor();

  // It plays on from page to page.
  await page.keyboard.press('Escape');
  for (const [name, path] of [
    ['Library', '/library'],
    ['Credits', '/credits'],
    ['Settings', '/settings'],
  ] as const) {
    await pressTabTo(page, name);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${path}`);
    await page.getByRole('heading', { level: 1 }).and(page.locator(':focus')).waitFor();
    await player.getByRole('button', { name: 'Pause' }).waitFor();
  }
  await page.keyboard.press('Space');
  await player.getByRole('button', { name: 'Play', exact: true }).waitFor();
  expect(await page.evaluate(() => document.title)).toBe('Settings · Impresario');
});
