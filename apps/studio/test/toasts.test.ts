import { expect, it } from 'vitest';
import { messages, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();

it('says that a track is there, wherever the reader is by then, and plays it on a press', async () => {
  stage.engine.mode.stopAtStage = 'Mixing';
  const page = await stage.open();
  await page.getByLabel(promptLabel).fill('A quickstep');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('link', { name: 'Settings' }).click();
  stage.engine.mode.stopAtStage = null;
  const toast = messages(page).getByRole('listitem');
  await toast.getByText('A quickstep is ready to play.').waitFor();
  await toast.getByRole('button', { name: /^Play/ }).click();
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByText('A quickstep').waitFor();
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  await toast.waitFor({ state: 'detached' });
  expect(stage.faults).toEqual([]);
});

it('says that a track failed and that its credit is back, until that is put away, and leads to it', async () => {
  const page = await stage.open();
  await page.getByLabel(promptLabel).fill('A tarantella [fail]');
  await page.keyboard.press('Control+Enter');
  const toast = messages(page).getByRole('listitem');
  await toast.getByText('A tarantella [fail] did not come off.').waitFor();
  await toast.getByText(/credit has been returned/).waitFor();
  expect(await page.getByRole('alert').filter({ hasText: 'did not come off' }).count()).toBeGreaterThan(0);
  await toast.getByRole('button', { name: /^Open/ }).click();
  await page.waitForURL(`**/tracks/${stage.engine.tracks[0]?.id}`);
  await toast.waitFor({ state: 'detached' });
});

it('stacks toasts without shifting any, holds them while pointed at, and lets Escape put them away', async () => {
  stage.engine.mode.beatMs = 20;
  const page = await stage.open();
  await page.clock.install();
  for (const name of ['One', 'Two', 'Three']) {
    await page.getByLabel(promptLabel).fill(name);
    await page.keyboard.press('Control+Enter');
    await messages(page).getByText(`${name} is ready to play.`).waitFor();
    // However long the next one takes, those that are there are held for it.
    await messages(page).getByRole('listitem').last().hover();
  }
  const tops = async () =>
    Promise.all(
      ['One', 'Two', 'Three'].map(async (name) => {
        const box = await messages(page).getByRole('listitem').filter({ hasText: name }).boundingBox();
        return box?.y ?? 0;
      }),
    );
  await expect
    .poll(async () => (await tops()).every((top, at, all) => at === 0 || top > all[at - 1]! + 40))
    .toBe(true);
  await page.clock.fastForward(60_000);
  expect(await messages(page).getByRole('listitem').count()).toBe(3);
  await messages(page)
    .getByRole('button', { name: /^Put away: Three/ })
    .focus();
  await page.keyboard.press('Escape');
  await expect.poll(() => messages(page).getByRole('listitem').count()).toBe(2);
  await messages(page)
    .getByRole('button', { name: /^Put away: Two/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.getByLabel(promptLabel).focus();
  await page.getByLabel(promptLabel).hover();
  await expect
    .poll(async () => {
      await page.clock.fastForward(9_000);
      return messages(page).getByRole('listitem').count();
    })
    .toBe(0);
});
