import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { newAuditEntry, newUser, newUserTrack } from './scripted-admin.ts';
import { newTransaction } from './scripted-credits.ts';
import { newApiKey } from './scripted-keys.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();
const odd = 'auth0|a/b ü?#%2F&';

function fill(): void {
  const { mode, books } = stage.engine;
  mode.isAdmin = true;
  const failed = { code: 'NETWORK_ERROR', message: 'Not reached.', retryable: true } as const;
  books.users.push(
    newUser({ userId: 'idle' }),
    newUser({ userId: 'bea', tracksLastDay: 2 }),
    newUser({
      userId: odd,
      tracksLastDay: 41,
      creditsRemaining: 12.5,
      apiKeys: 1,
      keys: [newApiKey({ name: 'nightly jobs' })],
      transactions: [
        newTransaction({ type: 'grant', amount: 10, operation: null, reason: 'signup', actor: 'system' }),
      ],
    }),
  );
  books.tracks.push(newUserTrack({ userId: odd, status: 'failed', error: failed, creditsRefunded: 1 }));
  books.audit.push(
    newAuditEntry({ subject: 'bea', actor: 'boss' }),
    newAuditEntry({
      action: 'key.revoke',
      subject: 'bea',
      actor: 'bea',
      details: { name: 'old', prefix: 'imp_9' },
    }),
  );
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(stage.engine.url + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

const userPath = `/admin/users/${encodeURIComponent(odd)}`;

it('finds users by what they did today, or by a part of the id, and leads to theirs, whatever it is', async () => {
  fill();
  const page = await stage.open();
  await open(page, '/admin/users');
  const rows = page.locator('main').getByRole('listitem');
  await expect.poll(() => rows.allTextContents()).toHaveLength(2);
  expect(await rows.first().textContent()).toContain('41 songs today');
  await page.getByLabel('Find').fill('IDL');
  await expect.poll(async () => (await rows.allTextContents()).join()).toMatch(/^idle/);
  await page.getByLabel('Find').fill('nobody at all');
  await page.getByText('Nobody’s id has “nobody at all” in it.').waitFor();
  await page.getByLabel('Find').fill('');
  await rows.first().getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: odd }).waitFor();
  expect(new URL(page.url()).pathname).toBe(userPath);
  await page.getByText('Welcome credits').waitFor();
  await page.getByText('Tracks', { exact: true }).click();
  await page.getByText('Create: failed (Not reached)').waitFor();
  expect(stage.faults).toEqual([]);
});

it('[CRE-4] gives credits after saying what will be so, once however often it is sent, and shows it among the changes', async () => {
  fill();
  const page = await stage.open();
  await open(page, userPath);
  await page.getByRole('button', { name: 'Give or take credits' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Take', { exact: true }).click();
  await dialog.getByLabel('Credits').fill('13');
  await dialog.getByRole('button', { name: 'Check' }).click();
  await dialog.getByText('They have 12.5; no more than that can be taken.').waitFor();
  await dialog.getByText('Say why: it is kept with the change.').waitFor();
  await dialog.getByText('Give', { exact: true }).click();
  await dialog.getByLabel('Credits').fill('2,5');
  await dialog.getByLabel('Reason').fill('an apology');
  await page.keyboard.press('Enter');
  await dialog.getByText('Balance 12.5 → 15').waitFor();
  stage.engine.mode.refuse = 'internal_error';
  const give = dialog.getByRole('button', { name: 'Give 2.5 credits' });
  await give.click();
  await dialog.getByRole('alert').waitFor();
  stage.engine.mode.refuse = null;
  await give.click();
  await page.getByText('Done. The balance is 15 now.').first().waitFor();
  const sent = stage.engine.asked.filter(({ operation }) => operation === 'credits');
  expect(sent.map(({ body }) => body)).toEqual(Array(2).fill({ amount: 2.5, reason: 'an apology' }));
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  await page.getByText('an apology').waitFor();
  await page.getByText('Audit log', { exact: true }).last().click();
  await expect
    .poll(() => page.locator('main').getByRole('listitem').first().textContent())
    .toMatch(/Credits moved.*credits\+2\.5.*an apology.*by boss/);
});

it('[SEC-1] changes a plan with a reason and revokes all keys after asking; both stand in the audit log', async () => {
  fill();
  const page = await stage.open();
  await open(page, userPath);
  await page.getByRole('button', { name: 'Change the plan' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Change it/ }).click();
  await dialog.getByText('This is the plan they have.').waitFor();
  await dialog.getByText('Pro', { exact: true }).click();
  await dialog.getByLabel('Reason').fill('order 1234');
  await dialog.getByRole('button', { name: 'Change it to Pro' }).click();
  await page.getByText('The plan is Pro now.').first().waitFor();

  await page.getByRole('button', { name: 'Revoke all keys' }).click();
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  expect(stage.engine.books.users[2]!.keys).toHaveLength(1);
  await page.getByRole('button', { name: 'Revoke all keys' }).click();
  await dialog.getByRole('button', { name: 'Revoke all keys' }).click();
  await page.getByText('1 key is revoked.').first().waitFor();

  await page
    .getByRole('navigation', { name: 'Administration' })
    .getByRole('link', { name: 'Audit log' })
    .click();
  const entries = page.locator('main li:has(time)');
  await expect.poll(() => entries.count()).toBe(4);
  expect(await entries.first().textContent()).toMatch(/^Key revoked.*nightly jobs/);
  expect(await entries.nth(1).textContent()).toMatch(/^Plan changed.*was Free, is Pro.*order 1234/);
  await page.getByLabel('What').selectOption({ label: 'Key revoked' });
  await expect.poll(() => entries.count()).toBe(2);
  await page.getByLabel('By whom').fill('bea');
  await expect.poll(() => entries.count()).toBe(1);
  await page.getByLabel('About whom').fill('nobody');
  await page.getByText('Nothing like that was changed.').waitFor();
});

it('has no axe violation in either theme and no sideways scroll on a phone, on any of these pages', async () => {
  fill();
  const page = await stage.open({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
  const check = async (view: string) => {
    expect(await axeViolations(page), view).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, view).toBe(0);
  };
  await open(page, '/admin/users');
  await page.getByText('41 songs today').waitFor();
  await check('users');
  await open(page, '/admin/audit');
  await page.getByText('order 1234').waitFor();
  await check('audit');
  await open(page, userPath);
  await page.getByText('Welcome credits').waitFor();
  await check('user');
  await page.getByRole('button', { name: 'Give or take credits' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Check' }).click();
  await check('dialog');
});
