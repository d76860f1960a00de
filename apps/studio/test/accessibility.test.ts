import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { newTrack, newVersion } from './scripted-data.ts';
import { chooseCustom, pressIfThere, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();
const calm = { colorScheme: 'dark', reducedMotion: 'reduce' } as const;

async function order(page: Page, prompt: string): Promise<void> {
  await page.getByLabel(promptLabel).fill(prompt);
  await page.keyboard.press('Control+Enter');
}

it('has no axe violation in either theme, from the empty stage to every end', async () => {
  const page = await stage.open(calm);
  await page.getByText('The stage is yours.').waitFor();
  expect(await axeViolations(page), 'empty').toEqual([]);

  await order(page, 'A rag [hold]');
  await page.getByText('Playing it', { exact: true }).waitFor();
  expect(await axeViolations(page), 'in progress').toEqual([]);

  await order(page, 'A reel [warn]');
  await page.getByRole('button', { name: 'Play version 1' }).click();
  await page.getByRole('region', { name: 'Player' }).waitFor();
  expect(await axeViolations(page), 'done and playing').toEqual([]);

  await order(page, 'A dirge [fail]');
  await page.getByRole('button', { name: 'Retry' }).waitFor();
  expect(await axeViolations(page), 'failed').toEqual([]);

  await chooseCustom(page);
  await page.getByRole('button', { name: /^Lyrics/ }).click();
  await page.getByLabel(/^Seed/).fill('99999999999');
  await page.keyboard.press('Control+Enter');
  await page.getByText('The seed must be a whole number').waitFor();
  expect(await axeViolations(page), 'refused, everything open').toEqual([]);
  await page.getByRole('button', { name: 'Delete' }).first().click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  expect(await axeViolations(page), 'about to be deleted').toEqual([]);
});

it('has no axe violation in either theme for someone without the key, or without an engine', async () => {
  stage.engine.mode.isSignedOut = true;
  const page = await stage.open(calm);
  await page.getByText('Open the address the terminal printed').waitFor();
  expect(await axeViolations(page), 'signed out').toEqual([]);
  stage.engine.mode.isSignedOut = false;
  await expect
    .poll(async () => {
      await pressIfThere(page.getByRole('button', { name: 'Check again' }));
      return page.getByText('The stage is yours.').isVisible();
    })
    .toBe(true);
  await stage.engine.goAway();
  await page.getByText('The engine is not answering.').waitFor();
  expect(await axeViolations(page), 'offline').toEqual([]);
  await stage.engine.comeBack();
});

it('remembers a chosen theme before the first paint', async () => {
  const page = await stage.open({ colorScheme: 'dark' });
  await page.getByRole('button', { name: 'Switch to the light theme' }).click();
  await page.reload({ waitUntil: 'commit' });
  // The script stands in the head and blocks: where there is a body, it has run.
  await page.waitForFunction(() => document.body !== null);
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
});

it('tells a screen reader of stages and of the end', async () => {
  const page = await stage.open();
  await page.getByText('The stage is yours.').waitFor();
  stage.engine.tracks.push(
    newTrack({ status: 'completed', title: 'Before', prompt: 'Before', versions: [newVersion(0, 12, 1)] }),
  );
  await page.reload();
  await page.getByRole('heading', { name: 'Before' }).waitFor();
  const said: string[] = [];
  await page.exposeFunction('noteSaid', (words: string) => said.push(words));
  await page.evaluate(() => {
    const region = document.querySelector('[aria-live]');
    const note = (window as unknown as { noteSaid(words: string | null): void }).noteSaid;
    new MutationObserver(() => note(region?.textContent ?? null)).observe(region as Node, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  await order(page, 'A gavotte');
  await page.getByRole('heading', { name: 'A gavotte' }).waitFor();
  await expect.poll(() => said.at(-1)).toBe('A gavotte is ready to play.');
  expect(said).toContain('A gavotte: Mixing');
  expect(said.length).toBeLessThan(9);
});

it('shifts nothing while it loads, nor when a track is finished', async () => {
  stage.engine.tracks.push(
    newTrack({
      status: 'completed',
      title: 'Before',
      prompt: 'Before',
      versions: [newVersion(0, 12, 1), newVersion(1, 12, 2)],
    }),
  );
  const page = await stage.open();
  await page.getByRole('heading', { name: 'Before' }).waitFor();
  await page.addInitScript(() => {
    const sums = window as unknown as { shifted: number };
    sums.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) sums.shifted += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.reload();
  await page.getByRole('heading', { name: 'Before' }).waitFor();
  stage.engine.mode.beatMs = 250;
  await order(page, 'A sarabande for viola da gamba, slow, in an empty church with a long echo');
  await page.getByRole('heading', { name: 'A sarabande for', exact: true }).waitFor();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThan(0.02);
});
