import type { Version } from '@impresario/protocol';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { newTrack, newVersion } from './scripted-data.ts';
import { useStage } from './studio-stage.ts';

const stage = useStage();

/** A version as other providers deliver it: a song, and nothing said of its shape. */
function unheard(index: number, seconds: number, changes: Partial<Version> = {}): Version {
  return { ...newVersion(index, seconds, index + 1), peaks: null, ...changes };
}

async function openWith(...versions: Version[]): Promise<{ page: Page; fetched: string[] }> {
  stage.engine.tracks.push(newTrack({ status: 'completed', title: 'Harbour', versions }));
  const page = await stage.open({ reducedMotion: 'reduce' });
  // What the first look at it still asks for is not counted.
  await page.goto('about:blank');
  const fetched: string[] = [];
  page.on('request', (request) => {
    const [, name] = /\/files\/(.+)\?/.exec(request.url()) ?? [];
    if (name && !name.endsWith('.svg')) fetched.push(name);
  });
  await page.goto(stage.engine.url);
  await page.getByRole('slider', { name: 'Seek in version 1' }).waitFor();
  return { page, fetched };
}

/** How much of a waveform's height its tallest and its lowest bar take. */
function heights(page: Page, version: number): Promise<{ tallest: number; lowest: number }> {
  const slider = page.getByRole('slider', { name: `Seek in version ${version}` });
  return slider.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    const columns = Array.from({ length: width }, (_, x) => {
      let filled = 0;
      for (let y = 0; y < height; y++) if ((pixels[(y * width + x) * 4 + 3] ?? 0) > 128) filled++;
      return filled / height;
    }).filter((share) => share > 0);
    return { tallest: Math.max(...columns), lowest: Math.min(...columns) };
  });
}

it('draws the shape of a song that came without its peaks, from its audio, read once', async () => {
  const { page, fetched } = await openWith(unheard(0, 12), unheard(1, 9));
  for (const version of [1, 2]) {
    await expect.poll(async () => (await heights(page, version)).tallest).toBeGreaterThan(0.9);
    expect((await heights(page, version)).lowest).toBeLessThan(0.5);
  }
  expect(fetched).toEqual(['12-1.wav', '9-2.wav']);
  // The card is drawn anew when its track changes; what was heard is kept.
  await page.setViewportSize({ width: 700, height: 900 });
  await expect.poll(async () => (await heights(page, 2)).tallest).toBeGreaterThan(0.9);
  expect(fetched).toHaveLength(2);
  expect(stage.faults).toEqual([]);
});

it('takes the peaks where they are, and leaves alone what is too long, too large or no audio', async () => {
  const { audio } = newVersion(0, 12, 1);
  if (!audio) throw new Error('a version has audio');
  const { page, fetched } = await openWith(
    newVersion(0, 12, 1),
    unheard(1, 721),
    unheard(2, 12, { audio: { ...audio, bytes: 30_000_001, sha256: 'large' } }),
    unheard(3, 12, { audio: { ...audio, url: '/files/12-4.json?s=1', sha256: 'page' } }),
    unheard(4, 12),
  );
  await expect.poll(async () => (await heights(page, 5)).tallest).toBeGreaterThan(0.9);
  expect((await heights(page, 1)).tallest).toBeGreaterThan(0.9);
  for (const version of [2, 3, 4]) expect((await heights(page, version)).tallest).toBeLessThan(0.3);
  expect(fetched.toSorted()).toEqual(['12-1.json', '12-4.json', '12-5.wav']);
  expect(stage.faults).toEqual([]);
});
