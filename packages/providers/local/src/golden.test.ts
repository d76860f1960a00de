import { createHash } from 'node:crypto';
import type { BasicSoundBank } from 'spessasynth_core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledSoundFont } from './bundled-sound-font.ts';
import { composeScore, styles } from './compose/index.ts';
import { composerModel } from './composer-model.ts';
import { chroma, findSilences, integratedLufs, truePeakDbtp } from './measure/index.ts';
import { loadSoundFont, renderSong, sampleRateHz } from './render/index.ts';
import { keyOf, scaleOf } from './compose/theory/scale.ts';

const durationSeconds = 20;
let bank: BasicSoundBank;

beforeAll(async () => {
  bank = await loadSoundFont(bundledSoundFont);
});

/** Measured in the test, not asserted by eye; the hash says that nobody changed the sound unknowingly. */
describe.each(styles.map(({ id }) => id))('twenty seconds of %s', (styleId) => {
  it('[PRO-7] has the right length, level, peak, key and tail, and the same bytes as ever', async () => {
    const score = composeScore(
      {
        prompt: styleId,
        styleTags: [styleId],
        lyrics: null,
        title: null,
        durationSeconds,
        instrumental: true,
      },
      11,
      0,
    );
    const { left, right } = await renderSong(bank, score);

    expect(score.styleId).toBe(styleId);
    expect(left.length).toBe(durationSeconds * sampleRateHz);
    expect(Math.abs(integratedLufs(left, right, sampleRateHz) + 14)).toBeLessThan(1);
    expect(truePeakDbtp(left, right)).toBeLessThanOrEqual(-1);
    const silences = findSilences(left, right, sampleRateHz, -60, 0.5);
    for (const silence of silences) expect(silence.startSeconds).toBeGreaterThan(durationSeconds - 2);
    const inKey = chroma(left, right, sampleRateHz, 0, durationSeconds);
    const scale = new Set(scaleOf(keyOf(score.key.tonic, score.key.mode)));
    const share = inKey.reduce(
      (sum, strength, pitchClass) => sum + (scale.has(pitchClass) ? strength : 0),
      0,
    );
    expect(share).toBeGreaterThan(0.6);
    expect(hashOf(left, right)).toMatchSnapshot();
  });
});

it('[PRO-7] twenty seconds with words have the same bytes as ever, or the composer another name', async () => {
  const lyrics = '[Verse]\nRain on the roof\n[Chorus]\nStay with me';
  const brief = { prompt: 'pop', styleTags: [], lyrics, title: null, durationSeconds, instrumental: false };
  const { left, right } = await renderSong(bank, composeScore(brief, 11, 0));
  expect({ composerModel, hash: hashOf(left, right) }).toMatchSnapshot();
});

/** Of 16-bit samples, as a listener gets them. */
function hashOf(...channels: readonly Float32Array[]): string {
  const hash = createHash('sha256');
  for (const samples of channels)
    hash.update(Int16Array.from(samples, (sample) => Math.round(sample * 32_767)));
  return hash.digest('hex').slice(0, 16);
}
