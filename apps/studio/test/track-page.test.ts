import { expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { openTrack, position } from './open-track.ts';
import { newAsset, newTrack } from './scripted-data.ts';
import { newSong, songVersion, stemsOf } from './scripted-song.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();

it('shows what a track is, what it cost, and all its files', async () => {
  const song = newSong({
    warnings: [{ type: 'approximated', parameter: 'vocalGender', message: 'Suno treats it as a hint.' }],
    versions: [
      songVersion(0, { wav: newAsset('12-3.wav', 'audio/wav', 34_000_000), stems: stemsOf(['vocals']) }),
      songVersion(1),
    ],
  });
  const page = await openTrack(stage, [song]);
  const text = await page.locator('main').textContent();
  for (const words of ['Harbour', 'A harbour at dawn', 'Suno', 'V5', '1 credit', 'treats it as a hint']) {
    expect(text).toContain(words);
  }
  expect(await page.title()).toBe('Harbour · Impresario');
  await page.getByRole('button', { name: 'Download version 1' }).click();
  const files = page.getByRole('menuitem');
  expect(await files.allTextContents()).toEqual([
    expect.stringMatching(/^MP3/),
    expect.stringMatching(/^WAV34 MB/),
    expect.stringMatching(/^Stem: Vocals/),
    expect.stringMatching(/^Cover/),
    expect.stringMatching(/^Make the Video0.5 credits/),
  ]);
  expect(await files.first().getAttribute('href')).toMatch(/&download=1$/);
  await page.getByRole('menuitem', { name: /^Make the Video/ }).click();
  await expect.poll(() => stage.engine.asked[0]?.operation).toBe('video');
  expect(stage.faults).toEqual([]);
});

it('shows the seed of a song, 0 as well, and copies it; where there is none, nothing of it', async () => {
  const page = await openTrack(stage, [newSong({ seed: 0 }), newSong({ title: 'Quay' })], {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const facts = page.getByRole('region', { name: 'About it' });
  expect(await facts.textContent()).toContain('Seed0');
  await facts.getByRole('button', { name: 'Copy the seed' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('0');
  await page.goto(`${stage.engine.url}/tracks/${stage.engine.tracks[1]?.id}`);
  await page.getByRole('heading', { name: 'Quay' }).waitFor();
  expect(await facts.textContent()).not.toContain('Seed');
});

it('goes over to the other version at the same place in the music', async () => {
  const page = await openTrack(stage, [newSong()]);
  await page.getByRole('button', { name: 'Verse 1, from 0:10' }).click();
  await expect.poll(() => position(page)).toBeGreaterThanOrEqual(10);
  const before = await position(page);
  await page.getByRole('button', { name: /^Version 2/ }).click();
  await page.getByRole('button', { name: 'Pause version 2' }).waitFor();
  expect(await position(page)).toBeGreaterThanOrEqual(before);
  await page.getByRole('button', { name: 'Pause version 2' }).click();
  // Paused: to the tenth of a second, and nothing begins to play.
  const stoodAt = await position(page);
  await page.keyboard.press('1');
  await page.getByRole('region', { name: 'Player' }).getByText('Version 1 of 2').waitFor();
  expect(await position(page)).toBeCloseTo(stoodAt, 1);
  await page.getByRole('button', { name: 'Play version 1' }).waitFor();
  expect(await page.getByRole('slider', { name: /^Position in version/ }).getAttribute('aria-label')).toBe(
    'Position in version 1',
  );
});

it('tells of a failure and the refund, and follows the retry to its own page', async () => {
  const error = { code: 'PROVIDER_ERROR', message: 'Suno stumbled.', retryable: true } as const;
  const lost = newSong({
    status: 'failed',
    title: null,
    prompt: 'A hymn',
    versions: [],
    error,
    creditsRefunded: 1,
  });
  const page = await openTrack(stage, [lost]);
  await page.getByText('1 credit came back to you.').waitFor();
  stage.engine.mode.stopAtStage = 'Mixing';
  await page.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('Another try of').waitFor();
  const bar = page.getByRole('progressbar', { name: 'Progress' });
  await expect.poll(() => bar.getAttribute('aria-valuetext')).toContain('Mixing, 72 percent');
  await page.getByText('You may leave this page').waitFor();
  stage.engine.mode.stopAtStage = null;
  await page.getByRole('button', { name: 'Play version 2' }).waitFor();
  await page.getByRole('link', { name: 'A hymn' }).first().click();
  await page.getByText('This one did not come off.').waitFor();
});

it('walks the family by keyboard', async () => {
  const root = newSong({ title: 'Demo' });
  const song = newSong({ operation: 'extend', sourceTrackId: root.id });
  const cover = newSong({ title: 'Night', operation: 'cover', sourceTrackId: song.id });
  const page = await openTrack(stage, [song, cover, root, newSong({ title: 'Stranger' })]);
  const tree = page.getByRole('tree', { name: 'Family' });
  await tree.getByText('Night').waitFor();
  expect(await tree.getByRole('treeitem').allTextContents()).toEqual([
    expect.stringContaining('Demo'),
    expect.stringContaining('Harbour'),
    expect.stringContaining('Night'),
  ]);
  await tree.locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.locator(':focus').textContent()).toContain('Night');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Demo' }).waitFor();
  await page.getByRole('tree').getByText('Night').waitFor();
});

it('says in words that there is no such track, and that the engine is gone', async () => {
  const page = await openTrack(stage, [newSong()]);
  await page.goto(`${stage.engine.url}/tracks/0197a000-0000-7000-8000-999999999999`);
  await page.getByText('There is no such track here.').waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.getByRole('link', { name: 'To the library' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(asked.filter((url) => url.includes('999999999999'))).toEqual([]);
  await page.route('**/v1/tracks/*', (route) => route.abort());
  await page.goto(`${stage.engine.url}/tracks/${stage.engine.tracks[0]?.id}`);
  await page.getByText('The engine is not answering.').first().waitFor();
  await page.unrouteAll();
  await page.getByRole('heading', { level: 1, name: 'Harbour' }).waitFor();
});

it('deletes, leaves, and can be undone', async () => {
  const page = await openTrack(stage, [newSong(), newTrack({ status: 'completed', title: 'Other' })]);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL('**/library');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Harbour' }).first().click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await expect.poll(() => stage.engine.tracks.map(({ title }) => title)).toEqual(['Other']);
});

it('shifts nothing while it loads', async () => {
  const song = newSong();
  const page = await openTrack(stage, [song]);
  await page.addInitScript(() => {
    const sums = window as unknown as { shifted: number };
    sums.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        sums.shifted += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.getByRole('list', { name: 'Lyrics in time' }).waitFor();
  await page.getByText('Nothing has been made from it yet.').waitFor();
  expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThan(0.03);
});

it('has no axe violation in either theme, marked and looked at closely, and fits a phone in both languages', async () => {
  const root = newSong({ title: 'Demo' });
  const song = newSong({
    sourceTrackId: root.id,
    operation: 'extend',
    versions: [songVersion(0, { stems: stemsOf(['drums', 'bass']) }), songVersion(1)],
  });
  const page = await openTrack(stage, [song, root]);
  await page.getByRole('button', { name: 'Closer' }).click();
  await page.getByRole('button', { name: /^Replace a section/ }).click();
  await page.getByRole('tree').waitFor();
  expect(await axeViolations(page), 'finished').toEqual([]);
  for (const locale of ['en-US', 'ru-RU']) {
    const phone = await stage.open({
      reducedMotion: 'reduce',
      locale,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await phone.goto(`${stage.engine.url}/tracks/${song.id}`);
    await phone.getByRole('tree').waitFor();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth), locale).toBe(390);
  }
  expect(stage.faults).toEqual([]);
});
