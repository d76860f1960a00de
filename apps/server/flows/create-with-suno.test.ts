import type { Page as ListPage, Track } from '@impresario/protocol';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ask } from '../src/testing.ts';
import { takePicture, useFlowStage } from './flow-stage.ts';
import { makeTrack } from './make-track.ts';

const stage = useFlowStage({ POLL_INITIAL_INTERVAL_MS: '200', POLL_MAX_INTERVAL_MS: '500' });
const prompt = 'What shall we play?';
const aWhile = { timeout: 30_000 };

/** What the simulated Suno was asked for, newest last. */
const sunoTasks = (kind: string) =>
  stage.house.suno.control
    .state()
    .tasks.filter((task) => task.kind === kind)
    .map(({ body }) => body as Record<string, unknown>);

async function newestTrack(): Promise<Track | undefined> {
  const { text } = await ask(stage.house.server, 'GET', '/v1/tracks?limit=1');
  return (JSON.parse(text) as ListPage<Track>).data[0];
}

/** What the create bar says is left, and would be after a press. */
async function leftAndAfter(page: Page): Promise<number[]> {
  const words = (await page.getByText(/left, .* after$/).textContent()) ?? '';
  return (words.match(/[\d.,]+(?= (?:left|after))/g) ?? []).map((amount) =>
    Number(amount.replaceAll(',', '')),
  );
}

async function writeLyrics(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Lyrics/ }).click();
  await page.getByRole('button', { name: '[Verse]' }).click();
  await page.keyboard.type('Harbour lights at four');
  await page.getByRole('button', { name: '[Chorus]' }).click();
  await page.keyboard.type('Bring us home');
}

const lyrics = '[Verse]\nHarbour lights at four\n\n[Chorus]\nBring us home';

it('brings everything that was chosen in custom mode to Suno, a file included, at the price that stood there', async () => {
  const { server, suno } = stage.house;
  const earlier = await makeTrack(server, { prompt: 'A hummed tune' });
  const file = await fetch(earlier.versions[0]?.audio?.url ?? '');
  const bytes = Buffer.from(await file.arrayBuffer());

  const page = await stage.openPage();
  await page.getByLabel(prompt).fill('A shanty at dawn');
  await page.getByText('Custom', { exact: true }).click();
  await page.getByLabel(/^Title/).fill('Harbour lights');
  await page.getByLabel('Model').selectOption('V4_5');
  await page.getByText('Indie folk', { exact: true }).click();
  await page.getByText('Female', { exact: true }).click();
  await writeLyrics(page);
  await page.getByRole('button', { name: /^Reference/ }).click();
  await page
    .getByLabel('Reference audio file')
    .setInputFiles({ name: 'hum.mp3', mimeType: 'audio/mpeg', buffer: bytes });
  await page.getByRole('button', { name: 'Remove hum.mp3' }).waitFor();
  await page.getByLabel('Hold to the reference').fill('0.7');
  await page.getByRole('button', { name: /^Manner/ }).click();
  await page.getByLabel(/^Leave out/).fill('metal, shouting');
  await page.getByLabel('Hold to the style').fill('0.3');
  await page.getByLabel('Weirdness').fill('0');
  await takePicture(page, 'create-custom');
  const [left = 0, after] = await leftAndAfter(page);
  expect(after).toBe(left - 1);
  await page.getByRole('button', { name: /^Create/ }).click();
  const card = page.getByRole('article', { name: 'Harbour lights' });
  await card.getByRole('button', { name: 'Play version 2', exact: true }).waitFor(aWhile);
  await expect.poll(() => leftAndAfter(page)).toEqual([after, left - 2]);

  await expect.poll(newestTrack, aWhile).toMatchObject({ status: 'completed', lyrics });
  const [asked] = sunoTasks('upload-cover');
  expect(asked).toMatchObject({
    customMode: true,
    instrumental: false,
    model: 'V4_5',
    title: 'Harbour lights',
    prompt: lyrics,
    style: 'indie folk, A shanty at dawn',
    vocalGender: 'f',
    negativeTags: 'metal, shouting',
    styleWeight: 0.3,
    weirdnessConstraint: 0,
    audioWeight: 0.7,
  });
  const handedOver = String(asked?.['uploadUrl']);
  expect(handedOver).toContain(suno.url);
  expect(Buffer.from(await (await fetch(handedOver)).arrayBuffer()).equals(bytes)).toBe(true);
});

it('makes a persona of a finished song, sings the next one in it, and covers a song in another manner', async () => {
  const { server } = stage.house;
  await makeTrack(server, { prompt: 'A slow air', title: 'Slow air', lyrics });
  const page = await stage.openPage();
  const card = page.getByRole('article', { name: 'Slow air' });
  await card.getByRole('button', { name: 'More for version 1' }).click();
  await page.getByRole('menuitem', { name: /^Make a persona/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Night voice');
  await dialog.getByLabel(/^What it is like/).fill('Low and close');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  const messages = page.getByRole('region', { name: 'Messages' });
  await messages.getByText('The persona “Night voice” is ready.').waitFor(aWhile);
  await takePicture(page, 'persona-ready');
  await messages.getByRole('button', { name: /^Use it/ }).click();
  await page.getByLabel(prompt).fill('The same voice again');
  await writeLyrics(page);
  await page.getByRole('button', { name: /^Reference.*a persona/ }).click();
  expect(await page.getByLabel('Persona').locator('option:checked').textContent()).toBe('Night voice');
  await page.keyboard.press('Control+Enter');
  const persona = stage.house.suno.control.state().tasks.find(({ kind }) => kind === 'persona');
  await expect
    .poll(() => sunoTasks('generate').at(-1), aWhile)
    .toMatchObject({ style: 'The same voice again', prompt: lyrics, personaId: persona?.id });

  await card.getByRole('button', { name: 'More for version 2' }).click();
  await page.getByRole('menuitem', { name: /^Cover/ }).click();
  await dialog.getByLabel(/^What shall happen/).fill('A big band plays it');
  await dialog.getByLabel(/^Style/).fill('swing, brass');
  await dialog.getByText('1 credit').waitFor();
  await dialog.getByRole('button', { name: 'Cover' }).click();
  const cover = page.getByRole('article').filter({ hasText: 'A cover of' });
  await cover.getByRole('button', { name: 'Play version 2', exact: true }).waitFor(aWhile);
  await takePicture(page, 'cover');
  expect(sunoTasks('upload-cover').at(-1)).toMatchObject({
    prompt: lyrics,
    style: 'swing, brass, A big band plays it',
  });
  await cover.getByRole('link', { name: 'Slow air' }).last().click();
  await page.getByRole('heading', { level: 1, name: 'Slow air' }).waitFor();
  await expect.poll(() => page.getByRole('treeitem').count()).toBe(2);
});
