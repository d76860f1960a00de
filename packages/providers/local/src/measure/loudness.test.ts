import { describe, expect, it } from 'vitest';
import { gainOfDb, integratedLufs, loudnessRangeLu, LoudnessMeter } from './index.ts';

/** A stereo 1 kHz sine in stretches of [seconds, level in dBFS]. */
function tones(rate: number, stretches: readonly (readonly [number, number])[]): Float32Array {
  const out = new Float32Array(Math.round(rate * stretches.reduce((sum, [seconds]) => sum + seconds, 0)));
  let at = 0;
  for (const [seconds, db] of stretches) {
    const gain = gainOfDb(db);
    for (const end = at + seconds * rate; at < end; at++) {
      out[at] = gain * Math.sin((2 * Math.PI * 1000 * at) / rate);
    }
  }
  return out;
}

describe('the loudness meter', () => {
  it.each([44100, 48000])('[PRO-7] reads −23 LUFS for a stereo 1 kHz sine of −23 dBFS at %i Hz', (rate) => {
    const sine = tones(rate, [[10, -23]]);
    expect(integratedLufs(sine, sine, rate)).toBeCloseTo(-23, 1);
  });

  it('[PRO-7] reads 3 LU less when one channel is silent', () => {
    const sine = tones(44100, [[5, -20]]);
    expect(integratedLufs(sine, new Float32Array(sine.length), 44100)).toBeCloseTo(-23, 1);
  });

  it('[PRO-7] gates quiet stretches as EBU Tech 3341 case 3 asks', () => {
    const sine = tones(44100, [
      [10, -36],
      [60, -23],
      [10, -36],
    ]);
    expect(integratedLufs(sine, sine, 44100)).toBeCloseTo(-23, 1);
  });

  it.each([
    [10, -20, -30],
    [5, -20, -15],
    [20, -40, -20],
  ])('[PRO-7] reads the loudness range of EBU Tech 3342: %i LU', (range, first, second) => {
    const sine = tones(44100, [
      [20, first],
      [20, second],
    ]);
    expect(Math.abs(loudnessRangeLu(sine, sine, 44100) - range)).toBeLessThan(0.5);
  });

  it('[PRO-7] gives the same figures block by block', () => {
    const sine = tones(44100, [
      [4, -18],
      [4, -28],
    ]);
    const meter = new LoudnessMeter(44100);
    for (let at = 0; at < sine.length; at += 1000) {
      meter.push(sine, sine, at, Math.min(sine.length, at + 1000));
    }
    expect(meter.integratedLufs()).toBeCloseTo(integratedLufs(sine, sine, 44100), 6);
  });

  it('[PRO-7] says −Infinity and no range for silence', () => {
    const silence = new Float32Array(44100);
    expect(integratedLufs(silence, silence, 44100)).toBe(-Infinity);
    expect(loudnessRangeLu(silence, silence, 44100)).toBe(0);
  });
});
