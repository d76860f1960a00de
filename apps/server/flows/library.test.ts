import { expect, it } from 'vitest';
import { ask } from '../src/testing.ts';
import { useFlowStage } from './flow-stage.ts';

const stage = useFlowStage();

it('goes from a preset to a song that is found, heard and deleted in the library', async () => {
  const { server } = stage.house;
  const earlier = {
    prompt: 'A waltz for two accordions',
    title: 'Harbour waltz',
    durationSeconds: 10,
    variants: 1,
  };
  await ask(server, 'POST', '/v1/tracks', earlier, { prefer: 'wait=30' });
  const page = await stage.openPage();
  await page.getByLabel('What shall we play?').fill('A jingle for a lighthouse');
  await page.getByRole('button', { name: 'Presets' }).click();
  await page.getByRole('button', { name: /^A jingle/ }).click();
  await page.getByText('“A jingle” is in the form.').waitFor();
  await page.getByLabel(/^Title/).fill('Lamp, lamp');
  await page.keyboard.press('Control+Enter');
  await page
    .getByRole('article', { name: 'Lamp, lamp' })
    .getByRole('button', { name: 'Play version 2' })
    .waitFor({ timeout: 30_000 });

  await page.getByRole('link', { name: 'Library', exact: true }).click();
  const list = page.getByRole('list', { name: 'Your tracks' });
  const titles = () => list.getByRole('link').allTextContents();
  await expect.poll(titles, { timeout: 10_000 }).toEqual(['Lamp, lamp', 'Harbour waltz']);
  await page.keyboard.press('/');
  await page.keyboard.type('lighthouse');
  await page.waitForURL('**/library?q=lighthouse');
  await expect.poll(titles, { timeout: 10_000 }).toEqual(['Lamp, lamp']);
  await page.getByLabel('State').selectOption('Failed');
  await page.getByText('Nothing found for “lighthouse”.').waitFor();
  await page.goBack();
  await expect.poll(titles, { timeout: 10_000 }).toEqual(['Lamp, lamp']);

  await page.keyboard.press('Escape');
  await page.locator('h1').focus();
  for (const key of ['j', 'Space']) await page.keyboard.press(key);
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause' }).waitFor();
  for (const key of ['x', 'Delete']) await page.keyboard.press(key);
  await page.getByRole('button', { name: /^Delete now/ }).click();
  const left = async () => (await ask(server, 'GET', '/v1/tracks')).text;
  await expect.poll(left, { timeout: 10_000 }).not.toContain('Lamp, lamp');
  expect(await left()).toContain('Harbour waltz');
});
