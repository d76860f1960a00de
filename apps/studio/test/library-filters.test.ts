import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { shelvesOf, titles } from './library-shelves.ts';
import { newTrack, newVersion } from './scripted-data.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();
/** Machines that run many tests at once are slow. */
const soon = { timeout: 10_000 };

const { shelve, openLibrary } = shelvesOf(stage);

it('shows what was made from one track, as its page leads to, until that is taken away', async () => {
  shelve(4);
  const [source] = stage.engine.tracks;
  const extended = { title: 'Étude, longer', operation: 'extend', sourceTrackId: source!.id } as const;
  stage.engine.tracks.unshift(
    newTrack({ status: 'completed', ...extended, versions: [newVersion(0, 12, 3)] }),
  );
  stage.engine.tracks.unshift(newTrack({ title: 'Étude, again', retriedFrom: source!.id }));
  const page = await openLibrary('', { viewport: { width: 390, height: 844 }, locale: 'en-US' });
  await page.goto(`${stage.engine.url}/tracks/${source!.id}`);
  await page.getByRole('link', { name: 'What was made from it, in the library' }).click();
  await page.waitForURL(`**/library?sourceTrackId=${source!.id}`);
  await expect.poll(() => titles(page), soon).toEqual(['Étude, again', 'Étude, longer']);
  await page.reload();
  await expect.poll(() => titles(page), soon).toEqual(['Étude, again', 'Étude, longer']);
  await page.getByRole('link', { name: 'Made from “Étude 1”' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByLabel('State').selectOption('Ready');
  await expect.poll(() => titles(page), soon).toEqual(['Étude, longer']);
  await page.getByLabel('State').selectOption('Failed');
  await page.getByText('No track of yours fits all the filters above.').waitFor();
  await page.goBack();
  // By keyboard: from the chip's link to its button, and the filters are at hand afterwards.
  await page.getByRole('link', { name: 'Made from “Étude 1”' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/library?status=completed');
  expect(await page.locator(':focus').getAttribute('aria-label')).toBe('State');
  await expect.poll(() => titles(page), soon).toContain('Étude 4');
  await page.goto(`${stage.engine.url}/library?sourceTrackId=0197a000-0000-7000-8000-999999999999`);
  await page.getByText('Made from a deleted track').waitFor();
});

it('leaves out of an address what makes no sense there', async () => {
  shelve(4);
  const page = await openLibrary('?sourceTrackId=1%27or&status=ready&provider=%20&page=2');
  await page.getByText('4 tracks', { exact: true }).waitFor();
  expect(await titles(page)).toHaveLength(4);
  expect(await page.getByText('Made from').count()).toBe(0);
});
