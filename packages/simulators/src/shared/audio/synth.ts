import { createHash } from 'node:crypto';
import { createDice } from '../../world.ts';

export const sampleRateHz = 44_100;

/** What can be heard alone: the stems of a song add up to it. */
export const layers = ['chords', 'bass', 'melody', 'drums'] as const;
export type Layer = (typeof layers)[number];

/** Semitones of four chords above the key, and their roots. */
const progressions = [
  [[0, 4, 7, 11], [9, 12, 16, 19], [5, 9, 12, 16], [7, 11, 14, 17]],
  [[0, 3, 7, 10], [8, 12, 15, 19], [3, 7, 10, 14], [10, 14, 17, 20]],
  [[0, 4, 7, 14], [4, 7, 11, 14], [5, 9, 12, 16], [5, 8, 12, 15]],
] as const;
const pentatonic = [0, 2, 4, 7, 9, 12, 14] as const;
const levels: Readonly<Record<Layer, number>> = { chords: 0.075, bass: 0.2, melody: 0.13, drums: 0.16 };

/** Anything that names a song makes one of its own: key, tempo, chords and tune come from the name. */
function characterOf(name: string) {
  const random = createDice(createHash('sha256').update(name).digest().readUInt32LE(0));
  return {
    random,
    rootHz: 110 * 2 ** (Math.floor(random() * 12) / 12),
    beatSeconds: 60 / (76 + Math.floor(random() * 40)),
    chords: progressions[Math.floor(random() * progressions.length)] ?? progressions[0],
  };
}

/** Mono samples between -1 and 1: soft chords, a bass, a plucked tune and brushes, faded in and out. */
export function synthesise(name: string, seconds: number, heard: readonly Layer[] = layers): Float32Array {
  const out = new Float32Array(Math.max(1, Math.round(seconds * sampleRateHz)));
  const { random, rootHz, beatSeconds, chords } = characterOf(name);
  for (let beat = 0; beat * beatSeconds < seconds; beat++) {
    const chord = chords[Math.floor(beat / 4) % chords.length] ?? chords[0];
    const at = beat * beatSeconds;
    const step = pentatonic[Math.floor(random() * pentatonic.length)] ?? 0;
    const rests = random() < 0.25;
    if (heard.includes('chords') && beat % 4 === 0)
      for (const note of chord) pad(out, at, beatSeconds * 4.2, pitch(rootHz, note), levels.chords);
    if (heard.includes('bass') && beat % 2 === 0)
      pluck(out, at, beatSeconds * 1.8, pitch(rootHz, (chord[0] ?? 0) - 12), levels.bass);
    if (heard.includes('melody') && !rests)
      pluck(out, at, beatSeconds * 1.4, pitch(rootHz, (chord[0] ?? 0) + 12 + step), levels.melody);
    if (heard.includes('drums')) brush(out, at, beat % 2 === 1 ? 0.12 : 0.05, random, levels.drums);
  }
  return fade(out);
}

const pitch = (rootHz: number, semitones: number): number => rootHz * 2 ** (semitones / 12);

/** A sine by rotation: four multiplications a sample, so that half a minute takes milliseconds. */
function tone(
  out: Float32Array,
  at: number,
  seconds: number,
  hertz: number,
  levelAt: (progress: number) => number,
): void {
  const from = Math.round(at * sampleRateHz);
  const count = Math.min(Math.round(seconds * sampleRateHz), out.length - from);
  const turn = (2 * Math.PI * hertz) / sampleRateHz;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  let [x, y] = [1, 0];
  for (let i = 0; i < count; i++) {
    // The envelope moves slowly; one value in 64 samples is smooth enough.
    if (i % 64 === 0) level = levelAt(i / (seconds * sampleRateHz));
    out[from + i] = (out[from + i] ?? 0) + y * level;
    [x, y] = [x * cos - y * sin, x * sin + y * cos];
  }
}
let level = 0;

function pad(out: Float32Array, at: number, seconds: number, hertz: number, loud: number): void {
  const swell = (progress: number) => loud * Math.sin(Math.PI * Math.min(1, progress)) ** 0.6;
  tone(out, at, seconds, hertz, swell);
  tone(out, at, seconds, hertz * 2.003, (progress) => 0.25 * swell(progress));
}

function pluck(out: Float32Array, at: number, seconds: number, hertz: number, loud: number): void {
  const ring = (progress: number) => loud * Math.min(1, progress * 60) * Math.exp(-4 * progress);
  tone(out, at, seconds, hertz, ring);
  tone(out, at, seconds, hertz * 2, (progress) => 0.3 * ring(progress) * (1 - progress));
}

function brush(out: Float32Array, at: number, seconds: number, random: () => number, loud: number): void {
  const from = Math.round(at * sampleRateHz);
  const count = Math.min(Math.round(seconds * sampleRateHz), out.length - from);
  let smooth = 0;
  for (let i = 0; i < count; i++) {
    smooth += 0.45 * ((random() * 2 - 1) * (1 - i / count) ** 3 - smooth);
    out[from + i] = (out[from + i] ?? 0) + smooth * loud;
  }
}

function fade(out: Float32Array): Float32Array {
  const edge = Math.min(Math.round(0.3 * sampleRateHz), Math.floor(out.length / 4));
  for (let i = 0; i < edge; i++) {
    const share = i / edge;
    out[i] = (out[i] ?? 0) * share;
    out[out.length - 1 - i] = (out[out.length - 1 - i] ?? 0) * share;
  }
  return out;
}
