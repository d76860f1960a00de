import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BasicSoundBank } from 'spessasynth_core';
import { fileURLToPath } from 'node:url';
import { findSilences, integratedLufs, loudnessRangeLu, truePeakDbtp } from '../measure/index.ts';
import { unityCurve } from './master/gain-curve.ts';
import { Mixer } from './mix/mixer.ts';
import { stemNames } from '../score.ts';
import { blockFrames, framesOf, sampleRateHz } from './sample-rate.ts';
import { type MasteredSong, renderSong } from './render-song.ts';
import { eachStemBlock } from './render-stems.ts';
import { shortScore } from './short-score.ts';
import { loadSoundFont } from './synth/soundfont.ts';

const path = fileURLToPath(new URL('../../soundfont/gm-core.sf3', import.meta.url));
const score = shortScore(15);
let bank: BasicSoundBank;
let song: MasteredSong;

beforeAll(async () => {
  bank = await loadSoundFont({ path });
  song = await renderSong(bank, score);
}, 30_000);

function hashOf(...channels: readonly Float32Array[]): string {
  const hash = createHash('sha256');
  for (const samples of channels) hash.update(new Uint8Array(samples.buffer));
  return hash.digest('hex');
}

describe('a rendered song', () => {
  it('[PRO-7] is exactly as long as the score says', () => {
    expect(song.left.length).toBe(15 * sampleRateHz);
  });

  it('[PRO-7] has −14 ± 0.3 LUFS, true peak under −1 dBTP, and at least 5 LU of range', () => {
    expect(Math.abs(integratedLufs(song.left, song.right, sampleRateHz) + 14)).toBeLessThan(0.3);
    expect(truePeakDbtp(song.left, song.right)).toBeLessThan(-1.8);
    expect(loudnessRangeLu(song.left, song.right, sampleRateHz)).toBeGreaterThanOrEqual(5);
  });

  it('[PRO-7] reports what was measured', () => {
    expect(song.loudnessLufs).toBeCloseTo(integratedLufs(song.left, song.right, sampleRateHz), 6);
    expect(song.truePeakDbtp).toBeCloseTo(truePeakDbtp(song.left, song.right), 6);
  });

  it('[PRO-7] is silent nowhere but in its tail, and ends clean', () => {
    for (const silence of findSilences(song.left, song.right, sampleRateHz)) {
      expect(silence.startSeconds).toBeGreaterThan(13);
    }
    expect(Math.abs(song.left.at(-1)!)).toBeLessThan(0.0005);
  });

  it('[PRO-7] is the same to the last bit when made again', async () => {
    const again = await renderSong(bank, score);
    expect(hashOf(again.left, again.right)).toBe(hashOf(song.left, song.right));
  });

  it('[PRO-7] stops soon after it is cancelled', async () => {
    const controller = new AbortController();
    const rendering = renderSong(bank, shortScore(60), {
      signal: controller.signal,
      onProgress: (_, share) => share > 0.1 && controller.abort(),
    });
    await expect(rendering).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('stems', () => {
  it.each([
    ['all', [...stemNames]],
    ['two', ['lead', 'accompaniment']],
  ] as const)(
    '[PRO-7] add up to the mix before mastering, residual under −60 dB, split into %s',
    async (split, expected) => {
      const frames = framesOf(score.durationSeconds);
      const plain = { partGains: song.partGains, curve: unityCurve(frames) };
      const mixer = new Mixer(bank, score, song.partGains, [stemNames]);
      const names = new Set<string>();
      let residual = 0;
      let energy = 0;
      await eachStemBlock(bank, score, plain, split, (stems, count) => {
        mixer.mix(count);
        const mix = mixer.buses[0]!.left;
        for (const { name } of stems) names.add(name);
        for (let i = 0; i < count; i++) {
          const sum = stems.reduce((total, { left }) => total + left[i]!, 0);
          residual += (sum - mix[i]!) ** 2;
          energy += mix[i]! ** 2;
        }
      });
      expect([...names]).toEqual(expected);
      expect(10 * Math.log10(residual / energy)).toBeLessThan(-60);
    },
  );
});

describe('the mixer', () => {
  it('[PRO-7] plays more parts than MIDI has channels, drums among them', () => {
    const parts = Array.from({ length: 22 }, (_, i) => ({
      ...score.parts[i % 5]!,
      id: `part ${i}`,
      notes: [{ startSeconds: i * 0.04, durationSeconds: 0.03, pitch: 60, velocity: 100 }],
    }));
    const mixer = new Mixer(
      bank,
      { ...score, parts },
      parts.map(() => 1),
      [stemNames],
    );
    let loud = 0;
    for (let at = 0; at < sampleRateHz; at += blockFrames) {
      mixer.mix(blockFrames);
      loud = Math.max(loud, ...mixer.buses[0]!.left);
    }
    expect(loud).toBeGreaterThan(0.01);
  });
});
