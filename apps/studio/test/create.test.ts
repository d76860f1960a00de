import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { formOf } from './brief-form.ts';
import { newTrack, newVersion } from './scripted-data.ts';
import { chooseCustom, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();
/** Machines that run many tests at once are slow. */
const soon = { timeout: 10_000 };

const { openForm, create } = formOf(stage);

const lyricsOf = (page: Page) => page.getByLabel('Lyrics', { exact: true }).first();

it('keeps in the simple mode what was chosen in the custom one, and does not send it', async () => {
  const page = await openForm();
  await page.getByLabel(promptLabel).fill('A hymn');
  await chooseCustom(page);
  await page.getByLabel(/^Title/).fill('For the harbour');
  await page.getByLabel(/^Seed/).fill('0');
  await page.getByText('Simple', { exact: true }).click();
  await page.getByText('2 choices made in Custom wait there and are not sent.').waitFor();
  expect(await create(page)).toEqual({
    prompt: 'A hymn',
    hasVocals: false,
    durationSeconds: 60,
    variants: 2,
  });
  await page.reload();
  await chooseCustom(page);
  expect(await page.getByLabel(/^Title/).inputValue()).toBe('For the harbour');
  expect(await create(page)).toMatchObject({ title: 'For the harbour', seed: 0 });

  await page.getByRole('button', { name: 'Roll a seed' }).click();
  const rolled = Number(await page.getByLabel(/^Seed/).inputValue());
  expect(rolled).toBeLessThanOrEqual(4_294_967_295);
  expect(await create(page)).toMatchObject({ seed: rolled });
  await page.getByRole('button', { name: 'Leave the seed open' }).click();
  expect(await create(page)).not.toHaveProperty('seed');
});

it('keeps forms as presets, fills in those of the house, and gives back what stood there', async () => {
  const page = await openForm();
  const presets = page.getByRole('dialog', { name: 'Presets' });
  const openPresets = () => page.getByRole('button', { name: 'Presets' }).click();
  await page.getByLabel(promptLabel).fill('Fog and strings');
  await page.getByText('Piano', { exact: true }).click();
  await openPresets();
  await presets.getByLabel('Keep this form as').press('Enter');
  await presets.getByText('A preset needs a name.').waitFor();
  await presets.getByLabel('Keep this form as').fill('Evening');
  await page.keyboard.press('Enter');
  await presets.getByText('“Evening” is kept.').waitFor();
  await presets.getByRole('button', { name: /^A song with words/ }).click();
  await page.getByText('“A song with words” is in the form.').waitFor();
  expect(await lyricsOf(page).inputValue()).toContain('[Bridge]');
  expect(await page.getByLabel(promptLabel).inputValue()).toBe('Fog and strings');
  await page.getByRole('button', { name: 'Back to mine' }).click();
  expect(await page.getByRole('checkbox', { name: 'Piano' }).isChecked()).toBe(true);

  await page.getByLabel(promptLabel).fill('Something else');
  await page.reload();
  await openPresets();
  await presets.getByRole('button', { name: /^Evening/ }).click();
  expect(await page.getByLabel(promptLabel).inputValue()).toBe('Fog and strings');
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await openPresets();
  await presets.getByRole('button', { name: 'Delete Evening' }).click();
  await presets.getByLabel('Keep this form as').fill('Night');
  await page.keyboard.press('Enter');
  await presets.getByText('This browser has no room for “Night”').waitFor();
  await presets.getByRole('button', { name: /^Night/ }).waitFor();
  expect(stage.faults).toEqual([]);
});

it('puts sections into the lyrics, and moves and repeats them by keys and by hand', async () => {
  const page = await openForm();
  await chooseCustom(page);
  await page.getByRole('button', { name: /^Lyrics/ }).click();
  const outline = page.getByRole('list', { name: 'Sections' }).first();
  const names = () => outline.locator('strong').allTextContents();
  await page.getByRole('button', { name: '[Verse]' }).click();
  await page.keyboard.type('The lamp goes round');
  await page.getByRole('button', { name: '[Chorus]' }).click();
  await page.keyboard.type('Keep the light');
  await page.getByRole('button', { name: '[Bridge]' }).click();
  await expect.poll(names, soon).toEqual(['Verse', 'Chorus', 'Bridge']);
  await lyricsOf(page).press('Alt+ArrowUp');
  await expect.poll(names, soon).toEqual(['Verse', 'Bridge', 'Chorus']);
  await outline.getByRole('button', { name: 'Move Verse down' }).click();
  await expect.poll(names, soon).toEqual(['Bridge', 'Verse', 'Chorus']);
  expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Move Verse down');
  await outline.getByRole('button', { name: 'Repeat Chorus at the end' }).click();
  await outline.getByText('Chorus 2').waitFor();
  await outline.getByRole('listitem').nth(3).dragTo(outline.getByRole('listitem').first());
  await expect.poll(names, soon).toEqual(['Chorus 1', 'Bridge', 'Verse', 'Chorus 2']);
  expect(await lyricsOf(page).inputValue()).toBe(
    '[Chorus]\nKeep the light\n\n[Bridge]\n\n[Verse]\nThe lamp goes round\n\n[Chorus]\nKeep the light',
  );
  await page.getByText('87 of 5,000').waitFor();

  await page.getByRole('button', { name: 'Write in a larger window' }).click();
  const window = page.getByRole('dialog', { name: 'Lyrics' });
  await window.getByLabel('Lyrics', { exact: true }).press('Control+Enter');
  expect(await axeViolations(page)).toEqual([]);
  await window.getByRole('button', { name: 'Done' }).click();
  expect(stage.engine.orders).toHaveLength(0);
  expect(stage.faults).toEqual([]);
});

it('says before the press what stands in its way: credits, the day, what is being made', async () => {
  const { credits } = stage.engine;
  const page = await openForm();
  credits.quotas.concurrent = { limit: 1, used: 1, remaining: 0, resetAt: null };
  await page.reload();
  await page.getByText('One track is being made, as many as your plan allows at once.').waitFor();
  credits.quotas.perDay = { limit: 10, used: 10, remaining: 0, resetAt: null };
  await page.reload();
  await page.getByText('All 10 tracks of today are made.').waitFor();
  credits.creditsRemaining = 0.5;
  await page.reload();
  await page.getByText('You lack 0.5 credits for this.').waitFor();
  expect(await page.getByRole('link', { name: 'Where they went' }).getAttribute('href')).toBe('/credits');
  await page.getByLabel(promptLabel).fill('A march');
  await page.keyboard.press('Control+Enter');
  credits.creditsRemaining = 1;
  await page.keyboard.press('Control+Enter');
  await page.getByText('1 left, 0 after').waitFor();
  expect(stage.engine.orders).toHaveLength(0);
});

it('[IDM-2] charges once for a double click, two tabs and a reload before the reply', async () => {
  stage.engine.mode.holdsReplies = true;
  const page = await openForm();
  await page.getByLabel(promptLabel).fill('A barcarole');
  await page.getByRole('button', { name: /^Create/ }).dblclick();
  await expect.poll(() => stage.engine.orders.length, soon).toBe(1);
  const other = await page.context().newPage();
  await other.goto(stage.engine.url);
  expect(await other.getByLabel(promptLabel).inputValue()).toBe('A barcarole');
  await other.getByRole('button', { name: /^Create/ }).click();
  await expect.poll(() => stage.engine.orders.length, soon).toBe(2);
  await page.reload();
  await page.getByRole('button', { name: /^Create/ }).click();
  await expect.poll(() => stage.engine.orders.length, soon).toBe(3);
  stage.engine.mode.holdsReplies = false;
  for (const each of [page, other]) await each.getByRole('article', { name: 'A barcarole' }).waitFor();
  expect(new Set(stage.engine.orders.map(({ key }) => key)).size).toBe(1);
  expect(stage.engine.tracks).toHaveLength(1);
  expect(stage.engine.credits.creditsRemaining).toBe(999);
});

it('takes dropped and pasted audio, shows how far it is, and refuses in words before it sends', async () => {
  const page = await openForm();
  await page.getByText('Suno', { exact: true }).click();
  await page.getByLabel(promptLabel).fill('As in this');
  const give = (kind: 'drop' | 'paste', name: string, bytes: number) =>
    page.locator('form').evaluate(
      (form, [event, file, size]) => {
        const carried = new DataTransfer();
        carried.items.add(new File([new Uint8Array(size)], file));
        form.dispatchEvent(
          event === 'drop'
            ? new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true }),
        );
      },
      [kind, name, bytes] as const,
    );
  const uploads: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/uploads')) uploads.push(request.method());
  });
  await give('drop', 'notes.pdf', 10);
  await page.getByText('notes.pdf is no audio that can be read here').waitFor();
  await give('paste', 'silence.wav', 0);
  await page.getByText('silence.wav is empty.').waitFor();
  expect(uploads).toEqual([]);

  stage.engine.mode.beatMs = 60_000;
  await give('paste', 'hum.mp3', 300_000);
  await page.getByText('hum.mp3 is being looked at…').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Choose a file' }).waitFor();
  stage.engine.mode.beatMs = 20;
  await give('drop', 'take.flac', 300_000);
  await page.getByRole('button', { name: 'Remove take.flac' }).waitFor();
  expect(await create(page)).toHaveProperty('referenceAssetId');
  expect(stage.faults).toEqual([]);
});

it('fills the form from a track, to be made otherwise, and fits a phone', async () => {
  stage.engine.tracks.push(
    newTrack({
      status: 'completed',
      provider: 'suno',
      model: 'V4',
      title: 'Harbour',
      prompt: 'A harbour at dawn',
      lyrics: '[Verse]\nNets on the floor',
      styleTags: ['folk'],
      hasVocals: true,
      versions: [newVersion(0, 12, 1), newVersion(1, 12, 2)],
    }),
  );
  const page = await openForm({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  await page.getByLabel(promptLabel).fill('Mine');
  await page.getByRole('button', { name: 'Use this brief again' }).click();
  await page.getByText('The brief of “Harbour” is in the form.').waitFor();
  await page.getByRole('button', { name: /^Lyrics/ }).click();
  await page.getByRole('button', { name: /^Manner/ }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await axeViolations(page)).toEqual([]);
  expect(await create(page)).toEqual({
    prompt: 'A harbour at dawn',
    title: 'Harbour',
    lyrics: '[Verse]\nNets on the floor',
    styleTags: ['folk'],
    provider: 'suno',
    modelVersion: 'V4',
    variants: 2,
  });
});
