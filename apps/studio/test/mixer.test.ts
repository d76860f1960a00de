import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { loudnessNow, startedSounds, watchAudioGraph, type Started } from './audio-graph.ts';
import { axeViolations } from './axe-violations.ts';
import { dragWave, position } from './open-track.ts';
import { localProvider } from './scripted-data.ts';
import { boundedSuno, newSong, songVersion, stemsOf } from './scripted-song.ts';
import { useStage } from './studio-stage.ts';
import { untouchedPage } from './untouched-page.ts';

// As browsers are at home: no sound before the page was touched.
const stage = useStage(['--autoplay-policy=document-user-activation-required']);
const names = ['drums', 'bass', 'lead'];

async function openSong(hasStems = true, isTouched = true): Promise<Page> {
  stage.engine.mode.providers = [localProvider, boundedSuno];
  stage.engine.mode.beatMs = 40;
  const song = newSong({
    versions: [songVersion(0, hasStems ? { stems: stemsOf(names) } : {}), songVersion(1)],
  });
  stage.engine.tracks.push(song);
  const page = await stage.open({ reducedMotion: 'reduce' });
  await watchAudioGraph(page);
  await page.goto(`${stage.engine.url}/tracks/${song.id}`);
  if (isTouched) await page.getByRole('heading', { level: 1, name: 'Harbour' }).waitFor();
  return page;
}

const dock = (page: Page) => page.getByRole('region', { name: 'Player' });
const strip = (page: Page, name: string) => page.getByRole('listitem', { name });

async function openMixer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the mixer' }).click();
  await page.getByRole('button', { name: 'Close the mixer' }).waitFor();
}

/** The pieces of one moment, in the order of the clock. */
function byMoment(started: readonly Started[]): Started[][] {
  const moments = new Map<string, Started[]>();
  for (const each of started) {
    const key = `${each.context} ${each.when}`;
    moments.set(key, [...(moments.get(key) ?? []), each]);
  }
  return [...moments.values()].toSorted(([a], [b]) => (a?.when ?? 0) - (b?.when ?? 0));
}

it('starts all stems on one clock at the very same frame, window after window without a gap', async () => {
  const page = await openSong();
  await page.getByRole('button', { name: 'Verse 1, from 0:10' }).click();
  await dock(page).getByRole('button', { name: 'Pause' }).waitFor();
  await openMixer(page);
  await dock(page).getByText('mixed from 3 stems').waitFor();
  await expect.poll(async () => (await startedSounds(page)).length).toBeGreaterThanOrEqual(12);
  await dock(page).getByRole('button', { name: 'Pause' }).click();
  const moments = byMoment(await startedSounds(page));
  expect(new Set(moments.flat().map(({ context }) => context)).size).toBe(1);
  for (const [index, moment] of moments.entries()) {
    expect(moment).toHaveLength(names.length);
    const [one] = moment;
    expect(new Set(moment.map(({ frames }) => frames)).size).toBe(1);
    const before = moments[index - 1]?.[0];
    if (!one || !before) continue;
    expect(one.when * one.rate - before.when * before.rate).toBeCloseTo(before.frames, 5);
  }
  expect(stage.faults).toEqual([]);
});

it('takes over at the same place, is steered by the one player, and gives back at the same place', async () => {
  const page = await openSong();
  await page.getByRole('button', { name: 'Chorus, from 0:30' }).click();
  await dock(page).getByRole('button', { name: 'Pause' }).click();
  const stoodAt = await position(page);
  await openMixer(page);
  expect(await position(page)).toBe(stoodAt);
  expect(await startedSounds(page)).toEqual([]);
  await dock(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => position(page)).toBeGreaterThan(stoodAt);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('Space');
  await dock(page).getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.getByRole('slider', { name: 'Position', exact: true }).fill('44.5');
  expect(await position(page)).toBe(44.5);
  await page.getByRole('button', { name: 'Close the mixer' }).click();
  await dock(page).getByText('Version 1 of 2', { exact: true }).waitFor();
  expect(await position(page)).toBe(44.5);
  const pieces = (await startedSounds(page)).length;
  await dock(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => position(page)).toBeGreaterThan(44.5);
  expect(await startedSounds(page)).toHaveLength(pieces);
});

it('mutes and solos what is heard, by mouse and by digits, and sets everything back', async () => {
  const page = await openSong();
  await page.getByRole('button', { name: 'Verse 1, from 0:10' }).click();
  await openMixer(page);
  const isHeard = (least: number) => expect.poll(async () => (await loudnessNow(page)) > least).toBe(true);
  const isSilent = () => expect.poll(() => loudnessNow(page)).toBeLessThan(0.001);
  await isHeard(0.01);
  for (const name of ['Drums', 'Bass', 'Lead']) {
    await strip(page, name)
      .getByRole('button', { name: `Mute ${name}` })
      .click();
  }
  await isSilent();
  await page.keyboard.press('2');
  await isHeard(0.01);
  expect(
    await strip(page, 'Bass').getByRole('button', { name: 'Mute Bass' }).getAttribute('aria-pressed'),
  ).toBe('false');
  // A solo of the muted one: of the others nothing is heard, and it stays muted.
  await page.keyboard.press('Shift+Digit3');
  await isSilent();
  await page.keyboard.press('0');
  await isHeard(0.01);
  expect(await page.getByRole('button', { pressed: true, name: /^(Mute|Only)/ }).count()).toBe(0);
  const level = page.getByRole('slider', { name: 'Level of Lead' });
  await level.fill('0');
  expect(await level.getAttribute('aria-valuetext')).toBe('0 percent');
  await page.getByRole('button', { name: 'As recorded' }).click();
  expect(await level.inputValue()).toBe('1');
});

it('loops a stretch on the frame, and leaves the mixer for another song', async () => {
  const page = await openSong();
  await page.getByRole('button', { name: 'Verse 1, from 0:10' }).click();
  await openMixer(page);
  await dragWave(page, 30, 31.5);
  const range = (await page.getByText(/^0:\d\d\.\d – 0:\d\d\.\d/).textContent()) ?? '';
  const [from = 0, to = 0] = [...range.matchAll(/0:(\d\d\.\d)/g)].map(([, seconds]) => Number(seconds));
  await page.getByRole('button', { name: 'Loop' }).click();
  await expect
    .poll(async () => {
      const last = byMoment(await startedSounds(page)).at(-1)?.[0];
      return last && Math.round((last.frames / last.rate) * 10) / 10;
    })
    .toBeCloseTo(to - from, 1);
  await page.getByRole('button', { name: 'Play version 2' }).click();
  await dock(page).getByText('Version 2 of 2', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Close the mixer' }).count()).toBe(0);
});

it('takes a song apart first where it has no stems, says what it costs and how far it is', async () => {
  const page = await openSong(false);
  stage.engine.mode.stopAtStage = 'beside';
  await page.getByRole('button', { name: /^Voice and music.*0\.5 credits/ }).click();
  const bar = page.getByRole('progressbar', { name: 'Taking the stems apart' });
  await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('40');
  stage.engine.mode.stopAtStage = null;
  await openMixer(page);
  await strip(page, 'Vocals').waitFor();
  expect(stage.engine.asked[0]).toMatchObject({ operation: 'stems', body: { mode: 'vocals' } });
});

it('says when a stem cannot be read, and lets the song play on', async () => {
  const page = await openSong();
  await page.getByRole('button', { name: 'Verse 1, from 0:10' }).click();
  await page.route('**/files/60-6.wav*', (route) => route.fulfill({ status: 200, body: 'no audio' }));
  await page.getByRole('button', { name: 'Open the mixer' }).click();
  await page.getByText('A stem could not be read. The song itself plays on.').waitFor();
  await dock(page).getByRole('button', { name: 'Pause' }).waitFor();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Close the mixer' }).waitFor();
});

it('says in words that the browser waits for a touch, of the song and of its stems, and plays after it', async () => {
  const page = await openSong(true, false);
  const untouched = await untouchedPage(page);
  const says = (words: string) => expect.poll(() => untouched.text(), { timeout: 8_000 }).toContain(words);
  const refused = 'Press play: the browser waits for you';
  await says('Open the mixer');
  await untouched.press('Play');
  await says(refused);
  await untouched.press('Open the mixer');
  await says('Close the mixer');
  expect(await untouched.text()).not.toContain(refused);
  await untouched.press('Play');
  await says(refused);
  await dock(page).getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await startedSounds(page)).length).toBeGreaterThan(0);
  await dock(page).getByText('mixed from 3 stems').waitFor();
});

it('has no axe violation, and fits a phone, with the mixer open', async () => {
  const page = await openSong();
  await openMixer(page);
  await page.getByRole('button', { name: 'Mute Drums' }).click();
  await page.getByRole('button', { name: 'Only Bass' }).click();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(stage.faults).toEqual([]);
});
