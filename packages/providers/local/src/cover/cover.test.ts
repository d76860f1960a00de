import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Peaks } from '../render/encode/peaks.ts';
import { CoverFont, titleFontPath } from './cover-font.ts';
import { coverSvg, paintCover } from './index.ts';
import { escapeXml, fitTitle } from './title-block.ts';

const peaks: Peaks = {
  version: 2,
  channels: 1,
  sample_rate: 44100,
  samples_per_pixel: 3000,
  bits: 8,
  length: 1500,
  data: Array.from(
    { length: 3000 },
    (_, i) => (i % 2 === 0 ? -1 : 1) * (60 + Math.round(50 * Math.sin(i / 70))),
  ),
};
const song = { seed: 7, styleId: 'lo-fi', styleLabel: 'Lo-fi hip-hop', title: 'Rain on Tape' };
const font = new CoverFont(titleFontPath);

/** How different two pictures are, 0–255, at thumbnail size. */
async function difference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const small = (jpeg: Uint8Array) => sharp(jpeg).resize(32, 32).removeAlpha().raw().toBuffer();
  const [one, other] = await Promise.all([small(a), small(b)]);
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]!), 0) / one.length;
}

describe('a cover', () => {
  it('[PRO-7] is a JPEG of 1024 × 1024 under 250 kB, the same bytes for the same song', async () => {
    const cover = await paintCover(song, peaks, 0);
    expect(await sharp(cover).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 1024 });
    expect(cover.length).toBeLessThan(250_000);
    expect(await paintCover(song, peaks, 0)).toEqual(cover);
  });

  it('[PRO-7] looks different for another variant and for another seed', async () => {
    const cover = await paintCover(song, peaks, 0);
    expect(await difference(cover, await paintCover(song, peaks, 1))).toBeGreaterThan(10);
    expect(await difference(cover, await paintCover({ ...song, seed: 8 }, peaks, 0))).toBeGreaterThan(3);
  });

  it('[PRO-7] paints any title without breaking the picture', async () => {
    for (const title of ['</text><script>&"\u0000\uD800', '🎧', '', 'ж'.repeat(300)]) {
      const cover = await paintCover(
        { ...song, title, styleId: 'unheard-of' },
        { ...peaks, length: 0, data: [] },
        3,
      );
      expect(cover.length).toBeGreaterThan(10_000);
    }
    expect(coverSvg({ ...song, title: 'A <b> & "c"' }, peaks, 0)).toContain(
      'A &lt;b&gt; &amp; &quot;c&quot;',
    );
    expect(escapeXml('a\u0001b')).toBe('ab');
  });
});

describe('the title', () => {
  it('[PRO-7] can be Latin or Cyrillic', () => {
    expect(font.drawable('Água Żółć Щёголь Київ — “№1”')).toBe('Água Żółć Щёголь Київ — “№1”');
  });

  it('[PRO-7] is large when short, smaller and in lines when long, cut with an ellipsis when endless', () => {
    expect(fitTitle('Blue', font)).toEqual({ lines: ['Blue'], sizePx: 92 });
    const long = fitTitle('The Long and Winding Story of Everything We Never Said', font);
    expect(long.lines.length).toBeGreaterThan(1);
    for (const line of long.lines) expect(font.width(line, long.sizePx)).toBeLessThanOrEqual(880);
    const endless = fitTitle('word '.repeat(80), font);
    expect(endless.lines).toHaveLength(3);
    expect(endless.lines[2]).toMatch(/…$/);
  });
});
