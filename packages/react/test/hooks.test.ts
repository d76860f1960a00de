import { fileURLToPath } from 'node:url';
import { anOperation, trackId } from '@impresario/protocol/testing';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { problem } from '../src/testing/far-end.ts';
import { usePageStage } from './page-stage.ts';

const stage = usePageStage(async () => fileURLToPath(new URL('probe', import.meta.url)));

const said = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const shows = (page: Page, label: string, words: string) =>
  expect.poll(() => said(page, label).textContent(), { timeout: 15_000 }).toBe(words);
const lists = (page: Page, label: string) => expect.poll(() => listed(page, label), { timeout: 15_000 });
const listed = (page: Page, label: string) => said(page, label).locator('p').allTextContents();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

it('[RT-2] StrictMode, three providers and a remount make one subscription', async () => {
  const page = await stage.open();
  await shows(page, 'Connection', 'live reachable');
  stage.farEnd.add({ prompt: 'one' });
  for (const label of ['All', 'All again']) {
    await lists(page, label).toEqual(['one processing']);
  }
  await press(page, 'Leave');
  await press(page, 'Come back');
  await shows(page, 'Connection', 'live reachable');
  stage.farEnd.add({ prompt: 'two' });
  await lists(page, 'All').toEqual(['two processing', 'one processing']);
  expect(stage.farEnd.streamCount).toBe(1);
});

it('[RT-2] two tabs share one subscription, and either goes on when the other is closed', async () => {
  const first = await stage.open();
  await shows(first, 'Connection', 'live reachable');
  const second = await stage.open();
  await shows(second, 'Connection', 'live reachable');
  const { id } = stage.farEnd.add({ prompt: 'one' });
  for (const page of [first, second]) await lists(page, 'All').toEqual(['one processing']);
  expect(stage.farEnd.streamCount).toBe(1);
  expect(stage.farEnd.listeners.size).toBe(1);
  await first.close();
  await expect.poll(() => stage.farEnd.streamCount).toBe(2);
  stage.farEnd.change(id, { status: 'completed' });
  await lists(second, 'Completed').toEqual(['one completed']);
  expect(stage.farEnd.listeners.size).toBe(1);
});

it('[IDM-2] a double click is one track and one charge', async () => {
  const page = await stage.open();
  await page.getByRole('button', { name: 'Generate' }).dblclick();
  await shows(page, 'Status', 'pending');
  await shows(page, 'Credits', '99');
  expect(stage.farEnd.orders).toHaveLength(1);
  stage.farEnd.change(trackId(1), { status: 'processing', progress: 0.25, stage: 'Mixing' });
  await shows(page, 'Progress', '0.25');
  await shows(page, 'Stage', 'Mixing');
  await shows(page, 'Busy', 'true');
  stage.farEnd.change(trackId(1), { status: 'completed', stage: null });
  await shows(page, 'Status', 'completed');
  await shows(page, 'Progress', '1');
  await shows(page, 'Busy', 'false');
});

it('[IDM-2] the same wish in two tabs at once, and again after a reload, is one track and one charge', async () => {
  const tabs = [await stage.open('/?prompt=A+march'), await stage.open('/?prompt=A+march')];
  stage.farEnd.held.add('POST /v1/tracks');
  await Promise.all(tabs.map((page) => press(page, 'Generate')));
  await expect.poll(() => stage.farEnd.orders.length).toBe(2);
  const [first] = tabs;
  await first?.reload();
  if (first) await press(first, 'Generate');
  await expect.poll(() => stage.farEnd.orders.length).toBe(3);
  stage.farEnd.held.clear();
  for (const page of tabs) await shows(page, 'Ordered', trackId(1));
  expect(new Set(stage.farEnd.orders.map(({ key }) => key)).size).toBe(1);
  expect(stage.farEnd.credits.creditsRemaining).toBe(99);
});

it('a track goes on when its component leaves, and is shown again when its id is told', async () => {
  const page = await stage.open();
  stage.farEnd.held.add('POST /v1/tracks');
  await press(page, 'Generate');
  await shows(page, 'Status', 'sending');
  await press(page, 'Leave');
  stage.farEnd.held.clear();
  await expect.poll(() => stage.farEnd.tracks.length).toBe(1);
  await press(page, 'Come back');
  await shows(page, 'Status', 'idle');
  await lists(page, 'All').toEqual(['A jig pending']);
  await page.getByLabel('Kept id').fill(trackId(1));
  await shows(page, 'Status', 'pending');
  stage.farEnd.change(trackId(1), { status: 'completed' });
  await shows(page, 'Status', 'completed');
  expect(stage.farEnd.orders).toHaveLength(1);
});

it('an order that is still being sent can be cancelled: its track is stopped and paid back', async () => {
  const page = await stage.open();
  stage.farEnd.held.add('POST /v1/tracks');
  await press(page, 'Generate');
  await expect.poll(() => stage.farEnd.orders.length).toBe(1);
  await press(page, 'Cancel');
  stage.farEnd.held.clear();
  await shows(page, 'Status', 'cancelled');
  await shows(page, 'Credits', '100');
  await shows(page, 'Busy', 'false');
  await press(page, 'Reset');
  await shows(page, 'Status', 'idle');
});

it('says in words why there is no track, whether it was refused or failed', async () => {
  const page = await stage.open();
  stage.farEnd.refused.set(
    'POST /v1/tracks',
    problem(402, 'insufficient_credits', { balance: 0, required: 1 }),
  );
  await press(page, 'Generate');
  await shows(page, 'Status', 'refused');
  await shows(
    page,
    'Problem',
    'insufficient_credits: Not enough credits for this. It takes 1, and 0 are left.',
  );
  stage.farEnd.refused.clear();
  await press(page, 'Generate');
  await shows(page, 'Status', 'pending');
  await shows(page, 'Problem', '');
  const error = {
    code: 'MODERATED',
    message: 'The brief was refused. Your credit is back.',
    retryable: false,
  } as const;
  stage.farEnd.change(trackId(1), { status: 'failed', error });
  await shows(page, 'Problem', 'MODERATED: The brief was refused. Your credit is back.');
  await page.getByLabel('Kept id').fill(trackId(404));
  await shows(page, 'Status', 'refused');
  await shows(page, 'Busy', 'false');
});

it('grows a list page by page, keeps it live, and keeps failed tracks out of the completed ones', async () => {
  for (const prompt of ['one', 'two', 'three']) stage.farEnd.add({ prompt, status: 'completed' });
  const page = await stage.open();
  await lists(page, 'All').toEqual(['three completed', 'two completed']);
  await shows(page, 'First', 'completed');
  await shows(page, 'Providers', '0');
  await said(page, 'All').getByRole('button', { name: 'More' }).click();
  await lists(page, 'All').toHaveLength(3);
  await shows(page, 'Connection', 'live reachable');
  const { id } = stage.farEnd.add({ prompt: 'four' });
  await expect.poll(async () => (await listed(page, 'All'))[0]).toBe('four processing');
  stage.farEnd.change(id, { status: 'failed' });
  await expect.poll(async () => (await listed(page, 'All'))[0]).toBe('four failed');
  expect(await listed(page, 'Completed')).toEqual(['three completed', 'two completed']);
  stage.farEnd.work(anOperation());
  await shows(page, 'Work', 'processing');
});

it('tells when the server is gone, and catches up when it is back', async () => {
  const page = await stage.open();
  const { id } = stage.farEnd.add({ prompt: 'one' });
  await shows(page, 'Connection', 'live reachable');
  await stage.farEnd.close();
  await expect.poll(() => said(page, 'Connection').textContent(), { timeout: 15_000 }).toMatch(/away/);
  stage.farEnd.change(id, { status: 'completed' });
  stage.farEnd.credits.creditsRemaining = 42;
  await stage.farEnd.comeBack();
  await lists(page, 'All').toEqual(['one completed']);
  await shows(page, 'Credits', '42');
});

it('works where the browser denies storage', async () => {
  await stage.context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  const page = await stage.open();
  await page.getByRole('button', { name: 'Generate' }).dblclick();
  await shows(page, 'Status', 'pending');
  expect(stage.farEnd.orders).toHaveLength(1);
});

it('hands over reference audio, and stops on demand', async () => {
  const page = await stage.open();
  const file = { name: 'hum.wav', mimeType: 'audio/wav', buffer: Buffer.alloc(300_000) };
  stage.farEnd.held.add('POST /v1/uploads');
  await page.getByLabel('Reference').setInputFiles(file);
  await expect.poll(() => said(page, 'Uploaded').textContent()).toMatch(/^[01]/);
  await press(page, 'Stop');
  await shows(page, 'Uploaded', '');
  stage.farEnd.held.clear();
  await page.getByLabel('Reference').setInputFiles([]);
  await page.getByLabel('Reference').setInputFiles(file);
  await shows(page, 'Uploaded', 'upload-1');
});
