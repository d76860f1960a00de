import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import type { Peaks } from '../render/encode/peaks.ts';
import { seededDice } from '../render/mix/dice.ts';
import type { Score } from '../score.ts';
import { CoverFont, lineFontFamily, lineFontPath, titleFontPath } from './cover-font.ts';
import { land } from './land.ts';
import { choosePalette } from './palettes.ts';
import { ridgesOfPeaks } from './ridgelines.ts';
import { orb, type OrbKind, type OrbPlace, sky } from './sky.ts';
import { titleBlock } from './title-block.ts';

const size = 1024;

/** Orbs that suit a style; others take any. */
const orbsOfStyle: Readonly<Record<string, readonly OrbKind[]>> = {
  synthwave: ['striped'],
  techno: ['eclipse', 'ringed'],
  metal: ['eclipse', 'moon'],
  jazz: ['moon', 'ringed'],
  blues: ['moon', 'sun'],
  ambient: ['ringed', 'moon', 'eclipse'],
  'lo-fi': ['sun', 'moon', 'ringed'],
};
const anyOrb: readonly OrbKind[] = ['sun', 'ringed', 'sun', 'eclipse', 'moon'];

let fonts: { readonly title: CoverFont; readonly line: CoverFont } | undefined;

/** The cover as SVG: a landscape made of the track's own waveform under the sky of its style. */
export function coverSvg(
  score: Pick<Score, 'seed' | 'styleId' | 'styleLabel' | 'title'>,
  peaks: Peaks,
  variant: number,
): string {
  fonts ??= { title: new CoverFont(titleFontPath), line: new CoverFont(lineFontPath) };
  const dice = seededDice(score.seed * 31 + variant * 7919 + 5);
  const palette = choosePalette(score.styleId, variant, dice);
  const kinds = orbsOfStyle[score.styleId] ?? anyOrb;
  const kind = kinds[Math.floor(dice() * kinds.length)]!;
  const horizon = 470 + dice() * 90;
  const radius = Math.round((120 + dice() * 90) * (kind === 'moon' ? 0.8 : 1));
  const side = dice() < 0.5 ? 250 + dice() * 190 : 590 + dice() * 190;
  const place: OrbPlace = {
    x: Math.round(side),
    y: Math.round(horizon - radius * (0.5 + dice() * 0.75)),
    radius,
  };
  const ridges = ridgesOfPeaks(peaks, 6 + Math.floor(dice() * 3), dice);
  const dark = palette.land[1];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">
${sky(palette, place, horizon, dice)}
${orb(kind, palette, place)}
${land(ridges, palette, place, horizon)}
<defs><linearGradient id="foot" x1="0" y1="0" x2="0" y2="1"><stop offset="0.55" stop-color="${dark}" stop-opacity="0"/><stop offset="0.8" stop-color="${dark}" stop-opacity="0.62"/><stop offset="1" stop-color="${dark}" stop-opacity="0.9"/></linearGradient></defs>
<rect width="${size}" height="${size}" fill="url(#foot)"/>
${titleBlock(score.title, score.styleLabel, palette.ink, fonts)}
</svg>`;
}

/**
 * The cover as a JPEG, 1024 × 1024, about 100 kB. The same score, peaks and variant give the same bytes; another
 * variant another sky.
 */
export async function paintCover(
  score: Pick<Score, 'seed' | 'styleId' | 'styleLabel' | 'title'>,
  peaks: Peaks,
  variant: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = new Resvg(coverSvg(score, peaks, variant), {
    font: {
      fontFiles: [titleFontPath, lineFontPath],
      loadSystemFonts: false,
      defaultFontFamily: lineFontFamily,
    },
  }).render();
  const raw = { width: size, height: size, channels: 4 } as const;
  const jpeg = await sharp(drawn.pixels, { raw })
    .composite([{ input: grain(score.seed), raw: grainShape, tile: true, blend: 'overlay' }])
    .removeAlpha()
    .jpeg({ quality: 88, mozjpeg: true, chromaSubsampling: '4:4:4' })
    .toBuffer();
  return new Uint8Array(jpeg);
}

const grainShape = { width: 256, height: 256, channels: 4 } as const;

/** Film grain: it hides the steps of long gradients. */
function grain(seed: number): Buffer {
  const dice = seededDice(seed + 99);
  const pixels = Buffer.alloc(grainShape.width * grainShape.height * 4);
  for (let i = 0; i < pixels.length; i += 4) {
    const level = 128 + (dice() + dice() - 1) * 127;
    pixels.fill(Math.round(level), i, i + 3);
    pixels[i + 3] = 36;
  }
  return pixels;
}
