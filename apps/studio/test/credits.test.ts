import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { newTransaction } from './scripted-credits.ts';
import { newTrack } from './scripted-data.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();
const trackId = '0197a000-0000-7000-8000-00000000000a';

function fill(): void {
  const quota = { limit: 3, used: 2, remaining: 1, resetAt: new Date(Date.now() + 2_500).toISOString() };
  Object.assign(stage.engine.credits, {
    creditsRemaining: 12.5,
    plan: 'free',
    quotas: {
      perMinute: quota,
      perDay: { limit: 10, used: 10, remaining: 0, resetAt: '2030-01-01T00:00:00.000Z' },
      concurrent: { limit: 1, used: 0, remaining: 1, resetAt: null },
    },
  });
  stage.engine.transactions.push(
    newTransaction({ type: 'refund', amount: 1, reason: 'provider_error', balanceAfter: 12.5, trackId }),
    newTransaction({ balanceAfter: 11.5, trackId }),
    newTransaction({ operation: 'stems', amount: -0.5, balanceAfter: 12.5, trackId }),
    newTransaction({ type: 'grant', amount: 5, operation: null, reason: 'sorry', balanceAfter: 13 }),
  );
  for (let before = 0; before < 60; before += 1)
    stage.engine.transactions.push(
      newTransaction({ createdAt: new Date(Date.now() - (before + 30) * 3_600_000).toISOString() }),
    );
}

async function open(page: Page): Promise<void> {
  await page.goto(`${stage.engine.url}/credits`);
  await page.getByRole('heading', { name: 'Credits' }).waitFor();
  await page.getByText('Refund: Create').waitFor();
}

const rows = (page: Page) => page.getByRole('region', { name: 'History' }).getByRole('listitem');

it('[CRE-4] tells every movement with its sign, its reason, the balance after it and what it was for', async () => {
  fill();
  const page = await stage.open();
  await open(page);
  const [refund, charge, stems, grant] = (await rows(page).allTextContents()).map((row) => row.trim());
  expect(refund).toMatch(/Refund: Create.*The provider stumbled over it\..*\+1balance 12.5/);
  expect(charge).toMatch(/^Create.*Open the track.*−1balance 11.5/);
  expect(stems).toMatch(/^Stems.*Open what it was for.*−0.5balance 12.5/);
  expect(grant).toMatch(/^Given to you.*sorry.*\+5balance 13/);
  await page.getByRole('link', { name: 'Open the track' }).first().click();
  await page.waitForURL(`**/tracks/${trackId}`);
  await page.goBack();
  await page.getByRole('button', { name: 'Open what it was for' }).click();
  await page.getByText('What this was for is no longer there.').waitFor();
  expect(stage.faults).toEqual([]);
});

it('[CRE-4] names the track that was paid for, where it is one of the latest', async () => {
  fill();
  stage.engine.tracks.push(newTrack({ id: trackId, title: 'Harbour' }));
  const page = await stage.open();
  await open(page);
  await page.getByRole('link', { name: 'Harbour' }).first().click();
  await page.waitForURL(`**/tracks/${trackId}`);
});

it('[CRE-4] shows a charge that came back before anybody saw the balance go down', async () => {
  fill();
  const page = await stage.open();
  await open(page);
  stage.engine.transactions.unshift(
    newTransaction({ type: 'refund', amount: 1, reason: 'moderated', balanceAfter: 12.5, trackId }),
    newTransaction({ balanceAfter: 11.5, trackId }),
  );
  stage.engine.add(newTrack({ status: 'failed', creditsCharged: 1, creditsRefunded: 1 }));
  await page.getByText('The provider’s rules do not allow this brief.').waitFor();
  expect(stage.engine.credits.creditsRemaining).toBe(12.5);
});

it('[CRE-4] shows what somebody gave meanwhile to whoever opens the page, or comes back to its window', async () => {
  fill();
  const page = await stage.open();
  await page.getByText('12.5 left, 11.5 after').waitFor();
  Object.assign(stage.engine.credits, { creditsRemaining: 17.5, plan: 'pro' });
  await page.getByRole('link', { name: 'Credits' }).click();
  await page.getByText('Pro plan').waitFor();
  stage.engine.credits.creditsRemaining = 20;
  stage.engine.transactions.unshift(
    newTransaction({ type: 'grant', amount: 2.5, operation: null, reason: 'for you', balanceAfter: 20 }),
  );
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect
    .poll(() => rows(page).first().textContent())
    .toMatch(/Given to you.*for you.*\+2\.5balance 20/);
});

it('shows older movements as they are scrolled to, to the end, and those of one kind alone', async () => {
  fill();
  const page = await stage.open();
  await open(page);
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 4_000);
      return rows(page).count();
    })
    .toBe(64);
  await page.getByText('That is all of it.').waitFor();
  await page.getByText('Grants', { exact: true }).click();
  await expect.poll(() => rows(page).allTextContents()).toHaveLength(1);
  await page.getByText('Corrections', { exact: true }).click();
  await page.getByText('Nothing of this kind yet.').waitFor();
});

it('[LIM-2] shows what is left of each limit, and asks again when something has come back', async () => {
  fill();
  const page = await stage.open();
  await open(page);
  const meter = page.getByRole('meter', { name: 'A minute' });
  expect(await meter.getAttribute('aria-valuetext')).toBe('1 of 3 left');
  expect(await page.getByRole('meter', { name: 'Today' }).getAttribute('aria-valuetext')).toBe(
    '0 of 10 left',
  );
  await page.getByText('one more in').waitFor();
  stage.engine.credits.quotas = {
    ...stage.engine.credits.quotas,
    perMinute: { limit: 3, used: 0, remaining: 3, resetAt: null },
  };
  await expect.poll(() => meter.getAttribute('aria-valuetext')).toBe('3 of 3 left');
});

it('[LIM-2] goes on asking where its clock is ahead of the server’s, and what should be back is not', async () => {
  fill();
  const page = await stage.open();
  await page.clock.install({ time: Date.now() + 3_600_000 });
  let askedCount = 0;
  page.on('response', (response) => {
    if (response.url().endsWith('/v1/credits')) askedCount += 1;
  });
  await open(page);
  // It has asked once too early.
  await page.clock.runFor(3_000);
  await expect.poll(() => askedCount).toBeGreaterThanOrEqual(2);
  const { quotas } = stage.engine.credits;
  const perMinute = { limit: 3, used: 0, remaining: 3, resetAt: null };
  stage.engine.credits.quotas = { ...quotas, perMinute };
  const meter = page.getByRole('meter', { name: 'A minute' });
  await page.clock.runFor(6_000);
  await expect.poll(() => meter.getAttribute('aria-valuetext')).toBe('3 of 3 left');
});

it('[CRE-4] gives the statement of a month as a file', async () => {
  const page = await stage.open();
  await page.goto(`${stage.engine.url}/credits`);
  await page.getByText('Nothing has moved yet.').waitFor();
  await page.getByLabel('Period').selectOption({ index: 1 });
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Table (CSV)' }).click();
  const download = await downloading;
  const now = new Date();
  const month = (ago: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - ago)).toISOString().slice(0, 10);
  expect(download.url()).toContain(`from=${month(1)}&to=${month(0)}&format=csv`);
  expect(download.suggestedFilename()).toBe(`impresario-statement-${month(1).slice(0, 7)}.csv`);
});

it('has no axe violation in either theme and no sideways scroll on a phone, also when all is gone', async () => {
  fill();
  const page = await stage.open({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  await open(page);
  for (const card of ['What things cost', 'Statement', 'Refunds'])
    await page.getByRole('heading', { name: card }).click();
  expect(await axeViolations(page)).toEqual([]);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  stage.engine.credits.creditsRemaining = 0;
  await page.reload();
  await page.getByText('An administrator can give you more.').waitFor();
  expect(await overflow()).toBe(0);
});
