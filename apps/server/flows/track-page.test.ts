import type { Page } from 'playwright-core';
import type { Page as ListPage, Track } from '@impresario/protocol';
import { expect, it } from 'vitest';
import { ask } from '../src/testing.ts';
import { takePicture, useFlowStage } from './flow-stage.ts';
import { makeTrack } from './make-track.ts';

// Long enough that Suno would replace a stretch of its songs.
const stage = useFlowStage({ POLL_INITIAL_INTERVAL_MS: '200', POLL_MAX_INTERVAL_MS: '500' }, 40);

async function childrenOf(id: string): Promise<Track[]> {
  const { text } = await ask(stage.house.server, 'GET', `/v1/tracks?sourceTrackId=${id}`);
  return (JSON.parse(text) as ListPage<Track>).data;
}

const dock = (page: Page) => page.getByRole('region', { name: 'Player' });

async function position(page: Page): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'Position', exact: true }).inputValue());
}

it('takes a song of the composer apart, mixes it at the same place, and extends it by its own form', async () => {
  const lyrics = '[Verse]\nRain on the road tonight\n[Chorus]\nStay with the light';
  const song = await makeTrack(stage.house.server, {
    provider: 'local',
    prompt: 'Warm lo-fi with drums',
    durationSeconds: 30,
    lyrics,
  });
  expect(song.versions[0]?.sections.length).toBeGreaterThan(1);
  const page = await stage.openPage({ path: `/tracks/${song.id}` });
  const sections = page.getByRole('list', { name: 'Sections' }).getByRole('button');
  await expect.poll(() => sections.count()).toBe(song.versions[0]?.sections.length);
  await sections.nth(1).click();
  await dock(page).getByRole('button', { name: 'Pause' }).waitFor();

  await page.getByRole('button', { name: /^Every instrument/ }).click();
  await page.getByRole('button', { name: 'Open the mixer' }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Close the mixer' }).waitFor({ timeout: 30_000 });
  const before = await position(page);
  expect(before).toBeGreaterThanOrEqual(song.versions[0]?.sections[1]?.startSeconds ?? 0);
  await page.getByRole('button', { name: 'Only Drums' }).click();
  await dock(page)
    .getByText(/mixed from \d stems/)
    .waitFor();
  await expect.poll(() => position(page)).toBeGreaterThan(before);
  await takePicture(page, 'mixer');

  await page.getByRole('button', { name: /^Extend from a point/ }).click();
  const point = page.getByRole('slider', { name: 'Where the extension begins' });
  await point.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  const at = Number(await point.getAttribute('aria-valuenow'));
  expect(song.versions[0]?.sections.map(({ startSeconds }) => startSeconds)).toContainEqual(
    expect.closeTo(at, 0),
  );
  // From its beginning, so that it is long enough to be heard on through what follows.
  await page.getByRole('slider', { name: 'Position', exact: true }).fill('0');
  await page.getByRole('button', { name: /^Extend from here/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Extend' }).click();
  await page.getByRole('link', { name: 'Watch it come' }).click();
  await page.getByText('Extended from').waitFor();
  // It is heard on, page or no page.
  await dock(page).getByRole('button', { name: 'Pause' }).waitFor();
  await page.getByRole('button', { name: 'Play version 2' }).waitFor({ timeout: 40_000 });
  expect(await page.getByRole('treeitem').count()).toBe(2);
});

it('has a stretch of a sung song replaced as it was dragged, within what Suno takes', async () => {
  const body = { provider: 'suno', prompt: 'A harbour at dawn', lyrics: '[Verse]\nHarbour lights at four' };
  const song = await makeTrack(stage.house.server, body);
  const page = await stage.openPage({ path: `/tracks/${song.id}` });
  const wave = page.getByRole('slider', { name: /^Position in version/ });
  await wave.scrollIntoViewIfNeeded();
  const box = await wave.boundingBox();
  if (!box) throw new Error('the waveform is not there');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Make it fit' }).click();
  await page.getByRole('button', { name: /^Replace this/ }).click();
  await page.getByRole('dialog').getByLabel('Lyrics').fill('[Verse]\nOther lights at five');
  await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
  await page.getByRole('link', { name: 'Watch it come' }).click();
  await page.getByText('Mended from').waitFor();
  await page.getByRole('button', { name: 'Play version 1' }).waitFor({ timeout: 30_000 });
  // What can be played at first is the preview.
  await expect
    .poll(async () => (await childrenOf(song.id))[0], { timeout: 20_000 })
    .toMatchObject({ operation: 'replace-section', status: 'completed', sourceTrackId: song.id });
});
