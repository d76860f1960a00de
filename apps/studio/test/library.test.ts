import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { items, shelvesOf, titles } from './library-shelves.ts';
import { newTrack } from './scripted-data.ts';
import { pressIfThere, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();
/** Machines that run many tests at once are slow. */
const soon = { timeout: 10_000 };

const { shelve, openLibrary } = shelvesOf(stage);
const focused = (page: Page) => page.locator(':focus').textContent();

it('finds tracks by their words and by filters that stand in the address, over a reload and back', async () => {
  shelve(30, (index) => ({
    ...(index === 3 && { title: 'Harbour lights' }),
    ...(index === 7 && { title: 'Harbour dues', status: 'failed', versions: [], creditsRefunded: 1 }),
  }));
  const page = await openLibrary();
  await page.getByText('30 tracks', { exact: true }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('harb');
  await page.waitForURL('**/library?q=harb');
  await expect.poll(() => titles(page), soon).toEqual(['Harbour lights', 'Harbour dues']);
  await page.getByLabel('State').selectOption('Failed');
  await page.waitForURL('**/library?q=harb&status=failed');
  await expect.poll(() => titles(page), soon).toEqual(['Harbour dues']);
  await page.getByText('1 credit back').waitFor();

  await page.reload();
  await expect.poll(() => titles(page), soon).toEqual(['Harbour dues']);
  expect(await page.getByLabel('Search your tracks').inputValue()).toBe('harb');
  await page.goBack();
  await expect.poll(() => titles(page), soon).toEqual(['Harbour lights', 'Harbour dues']);

  await page.getByLabel('Search your tracks').fill('zither');
  await page.getByText('Nothing found for “zither”.').waitFor();
  await page.getByRole('button', { name: 'Show all tracks' }).click();
  await page.getByText('30 tracks', { exact: true }).waitFor();
  expect(await page.getByLabel('Search your tracks').inputValue()).toBe('');
  expect(stage.faults).toEqual([]);
});

it('is walked through, heard and opened by keys, and is where it was on the way back', async () => {
  shelve(120);
  const page = await openLibrary();
  await items(page).first().waitFor();
  await page.keyboard.press('v');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe('Étude 2');
  await page.keyboard.press('Space');
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByText('Étude 2').waitFor();
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Space');
  await player.getByRole('button', { name: 'Play', exact: true }).waitFor();

  await page.keyboard.press('End');
  await expect.poll(() => focused(page), soon).toMatch(/^Étude (100|120)$/);
  await page.keyboard.press('k');
  const opened = (await focused(page)) ?? '';
  const scrolled = await page.evaluate(() => window.scrollY);
  expect(scrolled).toBeGreaterThan(4_000);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/tracks/*');
  await page.goBack();
  await items(page).getByRole('link', { name: opened }).waitFor();
  await expect.poll(() => page.evaluate(() => window.scrollY), soon).toBe(scrolled);

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys of the library' }).getByText('open the track').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await expect.poll(() => focused(page), soon).not.toBe(opened);
  expect(stage.faults).toEqual([]);
});

it('keeps the page small however many tracks there are, and nothing in it jumps', async () => {
  shelve(2_000);
  const page = await openLibrary();
  await items(page).first().waitFor();
  await page.evaluate(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) (window as unknown as { shift: number }).shift += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await expect
    .poll(
      async () => {
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        return page.getByText('2,000 tracks', { exact: true }).count();
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(1);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await items(page).getByRole('link', { name: 'Étude 2000' }).waitFor();
  expect(await items(page).count()).toBeLessThan(60);
  expect(await items(page).last().getAttribute('aria-setsize')).toBe('2000');
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.01);
});

it('deletes what was selected when the time to undo is over, and not before', async () => {
  shelve(6, (index) => (index === 0 ? { status: 'processing', stage: 'Mixing', versions: [] } : {}));
  const page = await openLibrary();
  await items(page).first().waitFor();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'DELETE') sent.push(request.url());
  });
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await page.keyboard.press(key);
  await page.getByText('3 tracks selected').waitFor();
  await page.getByText('1 is still being made and stays.').waitFor();
  await page.keyboard.press('Delete');
  await expect.poll(() => titles(page), soon).toHaveLength(4);
  const notice = page.getByRole('region', { name: 'Messages' });
  await notice.getByText('2 tracks will be deleted in a moment.').waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => titles(page), soon).toHaveLength(6);
  expect(sent).toEqual([]);

  await page.clock.install();
  await items(page).filter({ hasText: 'Étude 5' }).getByRole('button', { name: 'More for Étude 5' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect.poll(() => titles(page), soon).toHaveLength(5);
  // A look at another page of the studio takes no time away, and gives none.
  await page.getByRole('link', { name: 'Settings' }).click();
  await notice.getByText('1 track will be deleted in a moment.').waitFor();
  expect(sent).toEqual([]);
  await page.clock.fastForward(8_100);
  await expect.poll(() => stage.engine.tracks.length, soon).toBe(5);
  expect(sent).toHaveLength(1);
});

it('puts back what the server would not delete, and says why', async () => {
  shelve(3);
  const page = await openLibrary();
  await page.route('**/v1/tracks/*', (route) =>
    route.request().method() === 'DELETE'
      ? route.fulfill({
          status: 409,
          contentType: 'application/problem+json',
          body: JSON.stringify({ status: 409, code: 'illegal_transition', detail: 'It is being made.' }),
        })
      : route.continue(),
  );
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await items(page).getByRole('checkbox', { name: 'Select Étude 2' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => titles(page), soon).toHaveLength(2);
  await page.getByRole('button', { name: 'Delete now' }).click();
  const notice = page.getByRole('region', { name: 'Messages' });
  await notice.getByText('1 track could not be deleted and is back.').waitFor();
  await notice.getByText('It is being made.').waitFor();
  expect(await titles(page)).toHaveLength(3);
});

it('compares versions at the same place, and brings a track back to the form to be made otherwise', async () => {
  shelve(2);
  const page = await openLibrary();
  const first = items(page).filter({ hasText: 'Étude 1' });
  await first.getByRole('button', { name: 'Play version 1' }).click();
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  await player.getByRole('slider', { name: 'Position' }).fill('8');
  await first.getByRole('button', { name: 'Play version 2' }).click();
  await player.getByText('Version 2 of 2').waitFor();
  const position = () => player.getByRole('slider', { name: 'Position' }).inputValue().then(Number);
  await expect.poll(position, soon).toBeGreaterThanOrEqual(8);

  await first.getByRole('button', { name: 'More for Étude 1' }).click();
  await page.getByRole('menuitem', { name: /^Remix/ }).click();
  await page.getByText('The brief of “Étude 1” is in the form.').waitFor();
  await page.getByLabel(promptLabel).and(page.locator(':focus')).waitFor();
  expect(await page.getByLabel(promptLabel).inputValue()).toBe('For the left hand');
});

it('shows at once what is made elsewhere, and moves nothing that is being looked at', async () => {
  shelve(80);
  const page = await openLibrary();
  await items(page).first().waitFor();
  const fresh = newTrack({ status: 'processing', stage: 'Mixing', progress: 0.4, title: 'Brand new' });
  // Events go to whoever listens by then.
  await expect.poll(() => stage.engine.listenerCount(), soon).toBeGreaterThan(0);
  stage.engine.add(fresh);
  await items(page).first().getByText('Mixing').waitFor();
  expect((await titles(page))[0]).toBe('Brand new');

  await page.evaluate(() => window.scrollTo(0, 2_000));
  const seen = items(page).getByRole('link', { name: 'Étude 40', exact: true });
  await seen.waitFor();
  const before = (await seen.boundingBox())?.y ?? 0;
  for (let made = 0; made < 12; made++) stage.engine.add(newTrack({ title: `Elsewhere ${made}` }));
  await page.getByText('93 tracks', { exact: true }).waitFor();
  await expect
    .poll(async () => Math.abs(((await seen.boundingBox())?.y ?? -999) - before), soon)
    .toBeLessThan(2);
});

it('says that it could not read, that nothing is there yet, and recovers by itself', async () => {
  const page = await openLibrary();
  await page.getByText('No music yet.').waitFor();
  await page.getByRole('link', { name: 'Make the first track' }).waitFor();

  shelve(3);
  await page.route('**/v1/tracks?*', (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 403, code: 'forbidden', detail: 'Not with this key.' }),
    }),
  );
  await page.reload();
  await page.getByRole('heading', { name: 'Library' }).waitFor();
  await page.getByText('Your tracks could not be read.').waitFor();
  await page.getByText('Not with this key.').waitFor();
  await page.unrouteAll();
  const retry = page.getByRole('button', { name: 'Try again' });
  await expect
    .poll(async () => {
      await pressIfThere(retry);
      return titles(page);
    }, soon)
    .toHaveLength(3);

  await stage.engine.goAway();
  await page.getByText('The engine is not answering.').waitFor();
  expect(await titles(page)).toHaveLength(3);
  shelve(1, () => ({ title: 'Made meanwhile' }));
  await stage.engine.comeBack();
  await expect.poll(() => titles(page), soon).toContain('Made meanwhile');
});

it('fits a phone and has nothing that axe minds, in both themes and both views', async () => {
  shelve(12, (index) => ({
    ...(index === 1 && { status: 'failed', versions: [], creditsRefunded: 1 }),
    ...(index === 2 && { status: 'processing', stage: 'Mixing', progress: 0.4, versions: [] }),
    ...(index === 3 && { title: 'Donaudampfschifffahrtsgesellschaftskapitänspolka'.repeat(3) }),
  }));
  const page = await openLibrary('', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  await items(page).first().waitFor();
  for (const view of ['As covers', 'As a list']) {
    await page.getByRole('button', { name: view }).click();
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await items(page).getByRole('checkbox').first().click();
    await items(page).getByRole('button', { name: 'Play version 2' }).first().click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).first().click();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(stage.faults).toEqual([]);
});
