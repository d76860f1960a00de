import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { providerWork } from './scripted-books.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();

async function open(page: Page, path = '/admin'): Promise<void> {
  await page.goto(stage.engine.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const fourLost: Record<string, number> = { NETWORK_ERROR: 4 };

/** A night on which something is wrong. */
function trouble(): void {
  const { books } = stage.engine;
  books.tally = (before) => ({
    admitted: 12,
    completed: 10,
    failed: before < 2 ? fourLost : {},
    successRate: before < 2 ? 10 / 14 : 1,
    latencySeconds: { p50: 38, p95: 92 },
    creditsCharged: 14,
    creditsRefunded: before < 2 ? 4 : 0,
    newUsers: 1,
  });
  books.overview = {
    ...books.overview,
    orphans: { open: 1, claimed: 0 },
    providers: [
      providerWork({
        provider: 'suno',
        label: 'Suno',
        circuit: 'blocked',
        blockedBy: 'no-credit',
        creditsLeft: 0,
      }),
      providerWork({}),
    ],
  };
  books.orphans.push({
    attemptId: '0197a000-0000-7000-8000-0000000000a1',
    trackId: '0197a000-0000-7000-8000-0000000000a2',
    userId: 'ann',
    provider: 'suno',
    operation: 'generate',
    taskId: 'task-77',
    status: 'unknown',
    trackStatus: 'failed',
    errorCode: 'OUTCOME_UNKNOWN',
    lateResultAt: null,
    claimedBy: null,
    createdAt: '2026-03-01T12:00:00.000Z',
  });
}

it('says what is wrong first and what to do about it, and leads to it', async () => {
  stage.engine.mode.isAdmin = true;
  trouble();
  const page = await stage.open();
  await open(page);
  const concerns = page.getByRole('region', { name: 'What needs you' }).getByRole('listitem');
  await expect.poll(() => concerns.count()).toBe(2);
  expect(await concerns.first().textContent()).toMatch(
    /Act now.*The account at Suno is used up.*Top it up there/,
  );
  await page.getByText('Refuses us').waitFor();
  await concerns.nth(1).getByRole('button', { name: 'Show them' }).click();
  const row = page.getByRole('listitem').filter({ hasText: 'task-77' });
  expect(await row.textContent()).toMatch(/may have been begun: the answer was lost/);
  // What is mended is gone from the page by itself.
  stage.engine.books.overview.providers[0] = providerWork({ provider: 'suno', label: 'Suno' });
  await page.getByText('The account at Suno is used up').waitFor({ state: 'detached' });
  await row.getByRole('link', { name: 'of ann' }).click();
  await page.waitForURL('**/admin/users/ann');
  await page.getByText('There is no such user.').waitFor();
  expect(stage.faults).toEqual([]);
});

it('draws figures that are read point by point by keyboard, and as a table', async () => {
  stage.engine.mode.isAdmin = true;
  trouble();
  const page = await stage.open();
  await open(page);
  const reader = page.getByRole('slider', { name: 'Outcomes' });
  await reader.focus();
  expect(await reader.getAttribute('aria-valuetext')).toMatch(
    /UTC \(not over yet\): Finished 10, Failed 4, Cancelled 0$/,
  );
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await reader.getAttribute('aria-valuetext')).toMatch(/–\d\d:00 UTC: Finished 10, Failed 0/);
  await page.getByRole('button', { name: 'Outcomes: show as a table' }).click();
  const table = page.getByRole('region', { name: 'Outcomes' }).getByRole('table');
  expect(await table.getByRole('row').count()).toBe(25);
  await page.getByText('7 days', { exact: true }).click();
  await expect.poll(() => table.getByRole('row').count()).toBe(8);
  await page.reload();
  expect(await page.getByRole('radio', { name: '7 days' }).isChecked()).toBe(true);
});

it('is calm on a first day, with places for what will come', async () => {
  stage.engine.mode.isAdmin = true;
  const page = await stage.open();
  await open(page);
  await page.getByText('Nothing needs you.').waitFor();
  await page.getByText('No songs in this time.').first().waitFor();
  await page.getByText('Checks of the deployment').click();
  await page.getByText('Set it to the address under which users reach this server.').waitFor();
  await page.getByText('Rules of the database', { exact: true }).click();
  await page.getByRole('button', { name: 'Check the whole database now' }).click();
  await page.getByText('3 rules hold, read through in 0.4 s.').waitFor();
});

it('[SEC-1] shows an ordinary user a closed door, and asks nothing that only administrators may know', async () => {
  const page = await stage.open();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const path of ['/admin', '/admin/users', '/admin/users/ann', '/admin/audit']) {
    await open(page, path);
    await page.getByRole('heading', { name: 'This is behind the stage.' }).waitFor();
  }
  expect(asked.filter((path) => path.startsWith('/v1/admin'))).toEqual([]);
});

it('has no axe violation in either theme and no sideways scroll on a phone', async () => {
  stage.engine.mode.isAdmin = true;
  trouble();
  const page = await stage.open({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  await open(page);
  await page.getByText('The account at Suno is used up').waitFor();
  await page.getByRole('button', { name: 'Credits: show as a table' }).click();
  for (const name of ['What stands still', 'Paid for, perhaps', 'Checks of the deployment'])
    await page.getByRole('heading', { name }).click();
  await page.getByText('task-77').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
