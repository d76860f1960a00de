import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { takePicture, useFlowStage } from './flow-stage.ts';
import { creditsLeft } from './make-track.ts';

const stage = useFlowStage({ POLL_INITIAL_INTERVAL_MS: '200', POLL_MAX_INTERVAL_MS: '500' });
const prompt = 'What shall we play?';
const aWhile = { timeout: 30_000 };

async function create(page: Page, words: string): Promise<void> {
  await page.getByLabel(prompt).fill(words);
  await page.getByRole('button', { name: /^Create/ }).click();
}

/** The movements that stand in the history, newest first: `Refund: Create +1`. */
async function movements(page: Page): Promise<string[]> {
  const rows = page.getByRole('region', { name: 'History' }).getByRole('listitem');
  const told = await rows.evaluateAll((all) =>
    all.map((row) =>
      [row.querySelector('p')?.textContent, row.querySelector('strong')?.textContent].join(' '),
    ),
  );
  return told.filter((row) => !row.startsWith('Welcome'));
}

const messages = (page: Page) => page.getByRole('region', { name: 'Messages' });

it('tells in every tab that a song failed and what came back, makes it on a second try, and writes both down', async () => {
  const { server, suno } = stage.house;
  const before = await creditsLeft(server);
  // Once: the same words go through the next time.
  suno.control.script({ on: 'task', match: { promptIncludes: 'brass band' }, do: { fault: 'moderated' } });
  const page = await stage.openPage();
  const books = await page.context().newPage();
  await books.goto(`${server.url}/credits`);
  await books.getByRole('heading', { name: 'History' }).waitFor();
  await create(page, 'A brass band in the rain');

  const toast = messages(books).getByRole('listitem');
  await toast.getByText('A brass band in the rain did not come off.').waitFor(aWhile);
  expect(await toast.textContent()).toMatch(/credit.*returned|came back/);
  await expect.poll(() => movements(books), aWhile).toEqual(['Refund: Create +1', 'Create −1']);
  expect(await creditsLeft(server)).toBe(before);
  await takePicture(books, 'credits-after-failure');
  await takePicture(page, 'failed-card');

  const card = page.getByRole('article').filter({ hasText: 'This one did not come off.' });
  expect(await card.textContent()).toMatch(/credit.*returned|came back/);
  await card.getByRole('button', { name: 'Retry' }).click();
  const second = page.getByRole('article').filter({ hasNotText: 'This one did not come off.' });
  await second.getByRole('button', { name: 'Play version 2', exact: true }).waitFor(aWhile);
  expect(await page.getByRole('article').count()).toBe(2);
  await expect.poll(() => movements(books), aWhile).toEqual(['Create −1', 'Refund: Create +1', 'Create −1']);
  expect(await creditsLeft(server)).toBe(before - 1);

  const downloading = books.waitForEvent('download');
  await books.getByRole('link', { name: 'Table (CSV)' }).click();
  const statement = await readFile(await (await downloading).path(), 'utf8');
  const rows = statement
    .trim()
    .split('\n')
    .map((row) => row.split(',').slice(1, 4));
  expect(rows).toEqual([
    ['type', 'amount', 'balance'],
    ['opening balance', '', '0'],
    ['grant', String(before), String(before)],
    ['generation', '-1', String(before - 1)],
    ['refund', '1', String(before)],
    ['generation', '-1', String(before - 1)],
    ['closing balance', '', String(before - 1)],
  ]);
});

it('gives everything back for a cancelled render of the house, and says before what a cancel at Suno costs', async () => {
  const { server } = stage.house;
  const before = await creditsLeft(server);
  const page = await stage.openPage();
  await page.getByText('Built-in composer', { exact: true }).click();
  // Long, so that it is under way for as long as it takes to press.
  await page.getByLabel('Length').fill('300');
  await create(page, 'An endless waltz');
  const waltz = page.getByRole('article', { name: 'An endless waltz' });
  await waltz.getByRole('button', { name: 'Cancel' }).click();
  await waltz.getByText('Cancelled.').waitFor(aWhile);
  expect(await waltz.textContent()).toContain('1 credit came back to you.');
  expect(await creditsLeft(server)).toBe(before);

  await page.getByText('Suno', { exact: true }).click();
  await create(page, 'A march sim:never-finishes');
  const march = page.getByRole('article', { name: 'A march sim:never-finishes' });
  await march.getByText('Being made').waitFor(aWhile);
  await march.getByRole('button', { name: 'Cancel' }).click();
  const question = page.getByRole('dialog');
  await question.getByText('1 credit will not come back.').waitFor();
  await takePicture(page, 'cancel-question');
  await question.getByRole('button', { name: 'Cancel it' }).click();
  await march.getByText('Cancelled.').waitFor(aWhile);
  await takePicture(page, 'cancelled-cards');
  expect(await march.textContent()).toContain('1 credit was spent.');
  await page.getByText(new RegExp(`^${(before - 1).toLocaleString('en')} left`)).waitFor();
  expect(await creditsLeft(server)).toBe(before - 1);
});
