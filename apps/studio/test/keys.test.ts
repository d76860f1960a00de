import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { newApiKey } from './scripted-keys.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();

async function openKeys(page: Page): Promise<void> {
  await page.goto(`${stage.engine.url}/settings`);
  await page.getByRole('heading', { name: 'API keys' }).waitFor();
}

const announced = (page: Page) => page.locator('[aria-live]').last().textContent();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

it('[SEC-1] makes a key by keyboard alone, shows it until its owner has it and keeps it nowhere', async () => {
  const page = await stage.open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await openKeys(page);
  await page.getByText('No keys yet.').waitFor();
  await page.getByRole('button', { name: 'Make a key' }).press('Enter');
  await page.getByRole('dialog', { name: 'Make a key' }).waitFor();
  await page.keyboard.type('nightly jobs');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowLeft');
  await page.getByText('changes nothing').waitFor();
  await page.keyboard.press('Enter');

  const made = page.getByRole('region', { name: 'Your new key: nightly jobs' });
  const key = (await made.locator('code').textContent()) ?? '';
  expect(key).toMatch(/^imp_\d{8}\w{36}$/);
  await expect.poll(() => announced(page)).toContain('The key nightly jobs is made. Copy it now');
  await expect.poll(() => focused(page)).toBe('Copy the key');
  // Neither a slip of the finger nor another page or language loses it.
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText('Русский').click();
  await page.getByText('Скопировать ключ').waitFor();
  await page.getByText('English').click();
  await page.getByRole('button', { name: 'Copy the key' }).press('Enter');
  await page.getByRole('button', { name: 'Copied', exact: true }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);

  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect.poll(() => focused(page)).toBe('Make a key');
  const row = page.getByRole('listitem').filter({ hasText: 'nightly jobs' });
  expect(await row.textContent()).toMatch(/imp_\d{8}….*Read only.*Made just now, never used.*expires \w/);
  const left = await page.evaluate(() => document.body.innerHTML + JSON.stringify({ ...localStorage }));
  expect(left).not.toContain(key);
  const { body } = stage.engine.asked[0]!;
  expect(body).toMatchObject({ name: 'nightly jobs', scopes: ['read'] });
  const days = (Date.parse(String(body['expiresAt'])) - Date.now()) / 86_400_000;
  expect(days).toBeCloseTo(90, 1);
  expect(stage.faults).toEqual([]);
});

it('[SEC-1] asks before a load of the page would lose a key that nobody has copied', async () => {
  const page = await stage.open();
  await openKeys(page);
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('Name').fill('laptop');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByRole('region', { name: 'Your new key: laptop' }).waitFor();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await page.getByText('Made just now').waitFor();
  await page.reload();
  expect(asked).toHaveLength(1);
});

it('[SEC-2] says what is wrong at the field, says what the engine refused, and loses nothing typed', async () => {
  const page = await stage.open();
  await openKeys(page);
  await page.getByRole('button', { name: 'Make a key' }).click();
  const name = page.getByLabel('Name');
  const make = page.getByRole('button', { name: 'Make the key' });
  await make.click();
  await page.getByText('The name must not be blank.').waitFor();
  expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
  await name.fill('x'.repeat(101));
  await make.click();
  await page.getByText('The name is 101 characters long; at most 100 are allowed.').waitFor();
  expect(stage.engine.asked).toEqual([]);

  await name.fill('laptop');
  await page.getByText('Never', { exact: true }).click();
  stage.engine.mode.refuse = 'illegal_transition';
  await make.click();
  await page.getByText('You have 50 keys already.').waitFor();
  expect(await name.inputValue()).toBe('laptop');
  stage.engine.mode.refuse = null;
  await make.click();
  await page.getByRole('region', { name: 'Your new key: laptop' }).waitFor();
  expect(stage.engine.asked.at(-1)?.body).toEqual({ name: 'laptop', scopes: ['write'], expiresAt: null });
});

it('[SEC-1] revokes a key only after asking', async () => {
  stage.engine.apiKeys.push(newApiKey({ name: 'laptop' }), newApiKey({ name: 'old server' }));
  const page = await stage.open();
  await openKeys(page);
  const revoke = page.getByRole('button', { name: 'Revoke old server' });
  await revoke.click();
  const question = page.getByRole('dialog', { name: 'Revoke “old server”?' });
  await question.getByRole('button', { name: 'Keep it' }).click();
  await question.waitFor({ state: 'detached' });
  expect(stage.engine.apiKeys).toHaveLength(2);

  await revoke.click();
  await question.getByRole('button', { name: 'Revoke' }).click();
  await revoke.waitFor({ state: 'detached' });
  expect(stage.engine.apiKeys.map((key) => key.name)).toEqual(['laptop']);
  await expect.poll(() => focused(page)).toBe('Make a key');
  expect(await announced(page)).toBe('The key old server is revoked.');
});

it('[SEC-1] offers the scope of administrators to administrators alone', async () => {
  const page = await stage.open();
  const openForm = async () => {
    const answer = page.waitForResponse(/v1\/me/);
    await openKeys(page);
    await answer;
    await page.getByRole('button', { name: 'Make a key' }).click();
  };
  const scopes = () => page.getByRole('group', { name: 'What it may do' }).locator('label').allTextContents();
  await openForm();
  await expect.poll(scopes).toEqual(['Read only', 'Write']);
  stage.engine.mode.isAdmin = true;
  await openForm();
  // The answer is there a moment before the page shows it.
  await expect.poll(scopes).toEqual(['Read only', 'Write', 'Admin']);
});

it('tells how it is connected, and goes on when the engine was away', async () => {
  stage.engine.mode.isAdmin = true;
  const page = await stage.open();
  await openKeys(page);
  await page.getByText('Connected. What happens').waitFor();
  await page.getByText('owner (administrator)').waitFor();
  await stage.engine.goAway();
  await page.getByText('The engine does not answer. The studio goes on trying').waitFor();
  await stage.engine.comeBack();
  await page.getByText('Connected. What happens').waitFor();
});

it('has no axe violation in either theme and no sideways scroll on a phone', async () => {
  stage.engine.mode.isAdmin = true;
  stage.engine.apiKeys.push(
    newApiKey({ name: 'x'.repeat(100), scopes: ['admin'], expiresAt: '2031-01-01T00:00:00Z' }),
    newApiKey({ name: 'studio laptop', lastUsedAt: new Date().toISOString() }),
    newApiKey({ name: 'old server', scopes: ['read'], expiresAt: '2026-01-01T00:00:00Z' }),
  );
  const page = await stage.open({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' });
  const check = async (view: string) => {
    expect(await axeViolations(page), view).toEqual([]);
    const overflow = await page.evaluate(() =>
      [document.documentElement, document.querySelector('dialog')].map((el) =>
        el ? el.scrollWidth - el.clientWidth : 0,
      ),
    );
    expect(overflow, view).toEqual([0, 0]);
  };
  await openKeys(page);
  await page.getByText('expired').waitFor();
  await page.getByText('Licences', { exact: true }).click();
  await check('page');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByText('The name must not be blank.').waitFor();
  await check('form');
  await page.getByLabel('Name').fill('phone');
  await page.getByRole('button', { name: 'Make the key' }).click();
  await page.getByRole('region', { name: 'Your new key: phone' }).waitFor();
  await check('made');
});
