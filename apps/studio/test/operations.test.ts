import type { Track } from '@impresario/protocol';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { localProvider, newTrack, newVersion } from './scripted-data.ts';
import { blockedProvider, sunoProvider } from './scripted-providers.ts';
import { messages, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();

function song(fields: Partial<Track> = {}): Track {
  return newTrack({
    status: 'completed',
    provider: 'suno',
    model: 'V5',
    title: 'Harbour',
    prompt: 'A harbour at dawn',
    hasVocals: true,
    versions: [newVersion(0, 12, 1), newVersion(1, 12, 2)],
    ...fields,
  });
}

async function openWith(...tracks: Track[]): Promise<Page> {
  stage.engine.mode.providers = [localProvider, sunoProvider];
  stage.engine.mode.beatMs = 40;
  stage.engine.tracks.push(...tracks);
  const page = await stage.open({ reducedMotion: 'reduce' });
  await page.getByRole('article').first().waitFor();
  return page;
}

async function choose(page: Page, item: RegExp, version = 1): Promise<void> {
  await page
    .getByRole('button', { name: `More for version ${version}` })
    .first()
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

it('offers what the track’s own provider can do, with its price', async () => {
  const page = await openWith(
    song(),
    newTrack({ ...song(), id: newTrack({}).id, provider: 'local', title: 'House' }),
  );
  await page.getByRole('button', { name: 'More for version 2' }).click();
  const items = await page.getByRole('menuitem').allTextContents();
  expect(items).toEqual([
    'Extend0.5 credits',
    'Replace a section0.5 credits',
    'Cover1 credit',
    'Add vocals1 credit',
    'Add instruments1 credit',
    'Stems: voice and music0.5 credits',
    'Stems: every instrument0.5 credits',
    'WAVfree',
    'Video0.5 credits',
    'Make a personafree',
    'Timed lyricsfree',
  ]);
  const house = page.getByRole('article', { name: 'House' });
  expect(await house.getByRole('button', { name: /^More for/ }).count()).toBe(0);
});

it('takes stems apart by keyboard alone, shows how far it is, and plays one', async () => {
  const page = await openWith(song());
  stage.engine.mode.stopAtStage = 'beside';
  await page.getByRole('button', { name: 'More for version 1' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('s');
  expect(await page.locator(':focus').textContent()).toContain('Stems: voice and music');
  await page.keyboard.press('Escape');
  expect(await page.locator(':focus').getAttribute('aria-label')).toBe('More for version 1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  const bar = page.getByRole('progressbar', { name: 'Taking the stems apart' });
  await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('40');
  stage.engine.mode.stopAtStage = null;
  await page.getByRole('button', { name: 'Play Vocals' }).click();
  await page.getByRole('region', { name: 'Player' }).getByText('Vocals, version 1').waitFor();
  await page.getByRole('button', { name: 'Pause Vocals' }).waitFor();
  expect(await bar.count()).toBe(0);
  const link = page.getByRole('link', { name: /Download Instrumental/ });
  expect(await link.getAttribute('href')).toMatch(/&download=1$/);
  expect(stage.engine.asked[0]).toMatchObject({ operation: 'stems', body: { mode: 'vocals' } });
});

it('finds its way to the end without events, and over a reload', async () => {
  stage.engine.mode.hasEvents = false;
  stage.engine.mode.stopAtStage = 'beside';
  const page = await openWith(song());
  await choose(page, /^WAV/);
  await page.getByRole('progressbar', { name: 'Making the WAV' }).waitFor();
  await page.reload();
  await page.getByRole('progressbar', { name: 'Making the WAV' }).waitFor();
  stage.engine.mode.stopAtStage = null;
  await page.getByRole('link', { name: /^WAV .* version 1$/ }).waitFor();
  await choose(page, /^Video/);
  await page.getByRole('link', { name: /^Video .* version 1$/ }).waitFor();
});

it('says why an operation failed, and what became of the credits', async () => {
  const page = await openWith(song());
  stage.engine.mode.isFailing = true;
  await choose(page, /^WAV/);
  const words = page.getByText('Suno stumbled over it. 0.5 credits came back to you.');
  await words.waitFor();
  await page.getByRole('button', { name: 'Put this away' }).click();
  await expect.poll(() => page.getByRole('button', { name: 'Put this away' }).count()).toBe(0);
  stage.engine.mode.refuse = 'insufficient_credits';
  await choose(page, /^Video/);
  await page.getByText('Not enough credits for this. It takes 0.5, and 0 are left.').waitFor();
});

it('extends from a point, and the new card leads back to its source', async () => {
  const page = await openWith(song());
  await choose(page, /^Extend/, 2);
  const dialog = page.getByRole('dialog', { name: 'Extend this version' });
  await dialog.getByText('0.5 credits').waitFor();
  await dialog.getByLabel('Goes on at').focus();
  await page.keyboard.press('ArrowLeft');
  await dialog.getByLabel(/^What shall happen/).fill('It gets louder');
  await dialog.getByRole('button', { name: 'Extend' }).click();
  await dialog.waitFor({ state: 'detached' });
  const [source] = stage.engine.tracks.slice(-1);
  expect(stage.engine.asked[0]?.body).toEqual({
    versionId: source?.versions[1]?.id,
    continueAtSeconds: 11.5,
    prompt: 'It gets louder',
  });
  await page.getByText('Extended from').waitFor();
  await page.getByText('Extended from').getByRole('link', { name: 'Harbour' }).click();
  await page.waitForURL(`**/tracks/${source?.id}`);
  await page.getByRole('heading', { level: 1, name: 'Harbour' }).waitFor();
});

it('asks for what an operation needs before it is sent', async () => {
  const page = await openWith(song());
  await choose(page, /^Replace a section/);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await dialog.getByText('The lyrics must not be blank.').waitFor();
  await dialog.getByLabel('Lyrics').fill('Other words');
  stage.engine.mode.refuse = 'insufficient_credits';
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await dialog.getByText('Not enough credits for this.').waitFor();
  stage.engine.mode.refuse = null;
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(stage.engine.asked[1]?.key).toBe(stage.engine.asked[0]?.key);
  expect(stage.engine.asked[1]?.body).toMatchObject({
    startSeconds: 4,
    endSeconds: 12,
    lyrics: 'Other words',
  });
});

it('makes a persona and offers it to the brief', async () => {
  const page = await openWith(song());
  await choose(page, /persona/);
  await page.getByLabel('Name').fill('Night voice');
  await page.getByLabel(/^What it is like/).fill('Low and close');
  await page.getByRole('button', { name: 'Make it' }).click();
  await messages(page).getByText('The persona “Night voice” is ready.').waitFor();
  await messages(page).getByRole('button', { name: 'Use it' }).click();
  await page.getByLabel(promptLabel).fill('As always');
  await page.keyboard.press('Control+Enter');
  // The id that the list of personas gives, not what the provider calls it.
  const personaId = expect.stringMatching(/^0197b/) as string;
  await expect.poll(() => stage.engine.orders[0]?.body).toMatchObject({ provider: 'suno', personaId });
});

it('shows timed lyrics and plays from a line', async () => {
  const page = await openWith(song());
  await choose(page, /^Timed lyrics/);
  await page
    .getByRole('button', { name: '0:04 The nets are' })
    .or(page.getByText('The nets'))
    .first()
    .waitFor();
  await page.getByRole('dialog').getByRole('listitem').last().getByRole('button').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('region', { name: 'Player' }).getByText('Version 1 of 2').waitFor();
});

it('looks again for a song that timed out, and says when there is none', async () => {
  const error = { code: 'PROCESSING_TIMEOUT', message: 'Suno took too long.', retryable: true } as const;
  const lost = song({ status: 'failed', title: null, prompt: 'Lost [gone]', versions: [], error });
  const late = song({ status: 'failed', title: null, prompt: 'Late', error });
  const page = await openWith(lost, late);
  const card = page.getByRole('article', { name: 'Lost [gone]' });
  await card.getByRole('button', { name: 'Look again' }).click();
  await card.getByText('Suno was asked and has no finished song for this track.').waitFor();
  await page.getByRole('article', { name: 'Late' }).getByRole('button', { name: 'Look again' }).click();
  await page.getByRole('article', { name: 'Found after all' }).getByText('The late result of').waitFor();
});

it('[GEN-5] plays a preview while the song is still being made', async () => {
  const early = { ...newVersion(0, 12, 3), audio: null, peaks: null, streamUrl: '/files/12-3.wav' };
  const page = await openWith(song({ status: 'processing', versions: [early], title: null }));
  await page.getByRole('button', { name: 'Play version 1, preview' }).click();
  await page.getByRole('button', { name: 'Pause version 1, preview' }).waitFor();
  await page.getByRole('region', { name: 'Player' }).getByText('preview').waitFor();
  expect(await page.getByRole('link', { name: /Download version/ }).count()).toBe(0);
  await page.getByRole('progressbar').waitFor();
});

it('has no axe violation, and fits a phone, with menu, files, dialog and words open', async () => {
  const [first, second] = song().versions;
  const asset = (name: string) => ({
    url: `/files/${name}`,
    mimeType: 'audio/wav',
    bytes: 9_000_000,
    sha256: name,
  });
  const stems = ['Vocals', 'Backing vocals', 'Drums'].map((name, at) => ({
    name,
    audio: asset(`12-${at}.wav`),
  }));
  if (!first || !second) throw new Error('a song has two versions');
  const page = await openWith(song({ versions: [{ ...first, wav: asset('12-1.wav'), stems }, second] }));
  await page.setViewportSize({ width: 360, height: 800 });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth);
  const check = async (what: string) => {
    expect(await axeViolations(page), what).toEqual([]);
    expect(await fits(), what).toBe(360);
  };
  await page.getByRole('button', { name: 'More for version 1' }).click();
  await page.getByRole('menuitem').first().waitFor();
  await check('menu');
  await page.getByRole('menuitem', { name: /^Replace/ }).click();
  await page.getByRole('dialog').waitFor();
  await check('dialog');
  await page.keyboard.press('Escape');
  await choose(page, /^Timed lyrics/);
  await page.getByText('Harbour', { exact: false }).first().waitFor();
  await check('words');
  await page.keyboard.press('Escape');
  stage.engine.mode.providers = [localProvider, { ...sunoProvider, health: blockedProvider.health }];
  await page.reload();
  await page.getByRole('button', { name: 'More for version 1' }).click();
  await page.getByText('Suno takes no work now.').last().waitFor();
  await check('closed menu');
  expect(stage.faults).toEqual([]);
});
