import type { Track } from '@impresario/protocol';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { localProvider } from './scripted-data.ts';
import { boundedSuno, songSeconds, songWords } from './scripted-song.ts';
import type { Stage } from './studio-stage.ts';

/** Opens the page of the first of these tracks. */
export async function openTrack(
  stage: Stage,
  tracks: readonly Track[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  stage.engine.mode.providers = [localProvider, boundedSuno];
  stage.engine.mode.beatMs = 40;
  stage.engine.mode.words = songWords;
  stage.engine.tracks.push(...tracks);
  const page = await stage.open({ reducedMotion: 'reduce', ...options });
  await page.goto(`${stage.engine.url}/tracks/${tracks[0]?.id}`);
  // The outline has a heading as well, while the track is read.
  await page.locator('main:not(:has([aria-busy="true"])) h1').waitFor();
  return page;
}

/** Where the player stands, in seconds. */
export async function position(page: Page): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'Position', exact: true }).inputValue());
}

/** Presses the mouse on the waveform at one second of the song and lets go at another. */
export async function dragWave(page: Page, from: number, to: number): Promise<void> {
  const wave = page.getByRole('slider', { name: /^Position in version/ });
  await wave.scrollIntoViewIfNeeded();
  const box = await wave.boundingBox();
  if (!box) throw new Error('the waveform is not there');
  const x = (seconds: number) => box.x + (seconds / songSeconds) * box.width;
  await page.mouse.move(x(from), box.y + 60);
  await page.mouse.down();
  await page.mouse.move(x((from + to) / 2), box.y + 70, { steps: 3 });
  await page.mouse.move(x(to), box.y + 60, { steps: 3 });
  await page.mouse.up();
}
