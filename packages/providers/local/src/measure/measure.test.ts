import { describe, expect, it } from 'vitest';
import {
  chroma,
  findSilences,
  onsetDensity,
  selfSimilarity,
  spectralCentroidHz,
  truePeakDbtp,
} from './index.ts';

const rate = 44100;

function made(seconds: number, sample: (t: number, i: number) => number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => sample(i / rate, i));
}

const sine =
  (hz: number, gain = 0.5) =>
  (t: number) =>
    gain * Math.sin(2 * Math.PI * hz * t);

describe('the instruments', () => {
  it('[PRO-7] finds the true peak between samples', () => {
    // A quarter of the sample rate at 45°: no sample goes over 0.354, the wave itself reaches 0.5.
    const wave = made(0.5, (_, i) => 0.5 * Math.sin((Math.PI / 2) * i + Math.PI / 4));
    expect(Math.max(...wave)).toBeLessThan(0.36);
    expect(truePeakDbtp(wave, wave)).toBeGreaterThan(-6.2);
    expect(truePeakDbtp(wave, wave)).toBeLessThan(-5.8);
  });

  it.each([100, 997, 5000, 12000, 17000])('[PRO-7] reads the true peak of %i Hz within 0.3 dB', (hz) => {
    const wave = made(0.5, sine(hz));
    expect(Math.abs(truePeakDbtp(wave, wave) + 6.02)).toBeLessThan(0.3);
  });

  it('[PRO-7] finds silence and where it lies', () => {
    const wave = made(3, (t) => (t > 1 && t < 2 ? 0 : sine(440)(t)));
    const [silence, ...others] = findSilences(wave, wave, rate);
    expect(others).toEqual([]);
    expect(silence!.startSeconds).toBeCloseTo(1, 2);
    expect(silence!.endSeconds).toBeCloseTo(2, 2);
  });

  it('[PRO-7] counts four clicks a second', () => {
    const wave = made(8, (t) => Math.exp(-60 * (t % 0.25)) * sine(900, 0.8)(t));
    expect(onsetDensity(wave, wave, rate)).toBeGreaterThan(3.5);
    expect(onsetDensity(wave, wave, rate)).toBeLessThan(4.5);
  });

  it('[PRO-7] hears the notes of a chord', () => {
    const chord = made(3, (t) => sine(220)(t) + sine(277.18)(t) + sine(329.63)(t));
    const classes = chroma(chord, chord, rate);
    expect(classes[9]! + classes[1]! + classes[4]!).toBeGreaterThan(0.95);
  });

  it('[PRO-7] places the centroid of a tone on the tone', () => {
    const tone = made(2, sine(2000));
    expect(Math.abs(spectralCentroidHz(tone, tone, rate) - 2000)).toBeLessThan(60);
  });

  it('[PRO-7] tells a repeat from something else', () => {
    const phrase = (t: number) =>
      sine([220, 330, 440, 262][Math.floor(t * 4) % 4]!)(t) * Math.exp(-4 * (t % 0.25));
    const other = (t: number) => sine([1200, 150][Math.floor(t * 3) % 2]!)(t) * (t % (1 / 3));
    const wave = made(9, (t) => (t < 6 ? phrase(t % 3) : other(t)));
    const region = (startSeconds: number) => ({ startSeconds, endSeconds: startSeconds + 3 });
    expect(selfSimilarity(wave, wave, rate, region(0), region(3))).toBeGreaterThan(0.9);
    expect(selfSimilarity(wave, wave, rate, region(0), region(6))).toBeLessThan(0.5);
  });
});
