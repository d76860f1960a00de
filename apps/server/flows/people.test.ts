import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask, signToken, userClaims } from '../src/testing.ts';
import { carry, takePicture, useFlowStage } from './flow-stage.ts';
import { makeTrack } from './make-track.ts';

const secret = 'a secret of the people that is long enough';
const stage = useFlowStage({
  JWT_SECRET: secret,
  POLL_INITIAL_INTERVAL_MS: '200',
  POLL_MAX_INTERVAL_MS: '500',
});
const aWhile = { timeout: 30_000 };
/** So long after its end a token is still taken, for clocks that differ. */
const leewaySeconds = 60;

// A free plan lets each of them make three songs a minute.
const ann = signToken(secret, userClaims('ann'));
const bea = signToken(secret, userClaims('bea'));
const admin = signToken(secret, { ...userClaims('the-boss'), role: 'admin' });
const as = (token: string) => ({ url: stage.house.server.url, token });

async function bornAt(page: Page): Promise<number> {
  return page.evaluate(() => performance.timeOrigin);
}

it('makes an API key that is shown once, lets a program in by it, and shuts it out when it is revoked', async () => {
  const page = await stage.openPage({ bearer: ann, path: '/settings' });
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('Name').fill('nightly jobs');
  await page.getByRole('button', { name: 'Make the key' }).click();
  const made = page.getByRole('region', { name: 'Your new key: nightly jobs' });
  const key = (await made.locator('code').textContent()) ?? '';
  await takePicture(page, 'new-key');
  const knock = async () => (await ask(as(key), 'GET', '/v1/credits')).status;
  expect(await knock()).toBe(200);
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'nightly jobs' });
  await row.getByText(/last used/).waitFor();
  expect(await page.content()).not.toContain(key);
  await page.getByRole('button', { name: 'Revoke nightly jobs' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await row.waitFor({ state: 'detached' });
  await expect.poll(knock, aWhile).toBe(401);
});

it('goes over to Russian and to the light theme without a reload, and is so on the next visit', async () => {
  const page = await stage.openPage({ bearer: ann, path: '/settings' });
  const born = await bornAt(page);
  await page.getByText('Русский', { exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Настройки' }).waitFor();
  await page.getByText('Светлая', { exact: true }).click();
  const shown = () =>
    page.evaluate(() => [
      document.documentElement.lang,
      document.documentElement.dataset['theme'],
      getComputedStyle(document.documentElement).colorScheme,
    ]);
  await expect.poll(shown).toEqual(['ru', 'light', 'light']);
  expect(await bornAt(page)).toBe(born);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Настройки' }).waitFor();
  expect(await shown()).toEqual(['ru', 'light', 'light']);
  expect(await page.title()).toBe('Настройки · Impresario');
  await takePicture(page, 'settings-russian-light');
});

it('keeps administration from others, and tells an administrator how it goes, and whom they gave what', async () => {
  for (const prompt of ['A reel', 'A jig']) await makeTrack(as(ann), { prompt });
  const refused = { prompt: 'A hornpipe sim:moderated' };
  const { text } = await ask(as(ann), 'POST', '/v1/tracks', refused, { prefer: 'wait=60' });
  expect(JSON.parse(text)).toMatchObject({ status: 'failed', creditsRefunded: 1 });
  const hers = await stage.openPage({ bearer: ann, path: '/admin/users' });
  await hers.getByRole('heading', { name: 'This is behind the stage.' }).waitFor();
  expect(await hers.getByRole('link', { name: 'Admin' }).count()).toBe(0);
  expect((await ask(as(ann), 'GET', '/v1/admin/overview')).status).toBe(403);

  const page = await stage.openPage({ bearer: admin });
  await page.getByRole('link', { name: 'Admin' }).click();
  const glance = page.getByRole('region', { name: 'At a glance' });
  await expect
    .poll(() => glance.textContent(), aWhile)
    .toMatch(/finished2.*rate100\s?%.*Time to a song[\d.]+.*one in twenty.*earned21 credit refunded/);
  // Every picture has something to draw; a point of it is one hour, which may end just now.
  expect(await page.getByText(/^(No songs|Nothing failed|No credits moved) in this time/).count()).toBe(0);
  expect(await page.getByRole('slider', { name: 'Provider latency' }).count()).toBe(1);
  const suno = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Suno' }) });
  expect(await suno.textContent()).toMatch(/Works.*2 finished, 1 failed/);
  await takePicture(page, 'admin-after-songs');

  await page.getByRole('link', { name: 'Users', exact: true }).click();
  await page.getByRole('link', { name: 'ann' }).click();
  await page.getByRole('button', { name: 'Give or take credits' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Credits').fill('2.5');
  await dialog.getByLabel('Reason').fill('for the hornpipe');
  await dialog.getByRole('button', { name: 'Check' }).click();
  await dialog.getByRole('button', { name: 'Give 2.5 credits' }).click();
  await page.getByText('Done. The balance is 10.5 now.').first().waitFor();
  await page.getByRole('button', { name: 'Change the plan' }).click();
  await dialog.getByText('Pro', { exact: true }).click();
  await dialog.getByLabel('Reason').fill('order 1234');
  await dialog.getByRole('button', { name: 'Change it to Pro' }).click();
  await page.getByText('The plan is Pro now.').first().waitFor();
  await takePicture(page, 'admin-user-changed');
  await page.getByRole('link', { name: 'Audit log' }).click();
  const entries = page.locator('main li:has(time)');
  await expect
    .poll(() => entries.first().textContent(), aWhile)
    .toMatch(/Plan changed ann.*order 1234.*by the-boss/);
  expect(await entries.nth(1).textContent()).toMatch(
    /Credits moved ann.*\+2\.5.*for the hornpipe.*by the-boss/,
  );
  await takePicture(page, 'audit');

  await hers.getByRole('link', { name: 'Credits' }).click();
  await hers.getByText('Pro plan').waitFor();
  const history = hers.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect
    .poll(() => history.first().textContent(), aWhile)
    .toMatch(/Given to you.*for the hornpipe.*\+2\.5balance 10\.5/);
});

it('[SEC-1] is shut when a token ends in mid-stream, and goes on where it was with the next one', async () => {
  const page = await stage.openPage({ bearer: bea });
  await page.getByLabel('What shall we play?').fill('What I typed meanwhile');
  const ended = signToken(secret, userClaims('bea', -2 * leewaySeconds));
  let streams = 0;
  // The token of the first stream ends three seconds after it began, however long the page takes to load.
  await page.context().route('**/v1/events', async (route) => {
    streams += 1;
    const bearer = streams === 1 ? signToken(secret, userClaims('bea', 3 - leewaySeconds)) : ended;
    if (streams > 1) await carry(page, ended);
    const headers = { ...route.request().headers(), authorization: `Bearer ${bearer}` };
    await route.continue({ headers });
  });
  await page.reload();
  await page.getByRole('heading', { name: 'The stage door is closed.' }).waitFor(aWhile);
  await page.getByText('What let you in has run out.').waitFor();
  await takePicture(page, 'token-ended');
  await makeTrack(as(bea), { prompt: 'Made while the door was closed' });
  expect(streams).toBeGreaterThan(1);
  await page.context().unroute('**/v1/events');
  await carry(page, bea);
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('article').filter({ hasText: 'Made while the door was closed' }).waitFor();
  expect(await page.getByLabel('What shall we play?').inputValue()).toBe('What I typed meanwhile');
  // The line is open again: what happens now shows by itself.
  await makeTrack(as(bea), { prompt: 'Made when it was open again' });
  await page.getByRole('article').filter({ hasText: 'Made when it was open again' }).waitFor();
});
