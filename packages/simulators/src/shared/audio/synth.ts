import { createHash } from 'node:crypto';
import { createDice } from '../../world.ts';

export const sampleRateHz = 44_100;

/** What can be heard alone: the stems of a song add up to it. */
export const layers = ['chords', 'bass', 'melody', 'drums'] as const;
export type Layer = (typeof layers)[number];

const blockFrames = 128;

/** Semitones of four chords above the key, and their roots. */
const progressions = [
  [
    [0, 4, 7, 11],
    [9, 12, 16, 19],
    [5, 9, 12, 16],
    [7, 11, 14, 17],
  ],
  [
    [0, 3, 7, 10],
    [8, 12, 15, 19],
    [3, 7, 10, 14],
    [10, 14, 17, 20],
  ],
  [
    [0, 4, 7, 14],
    [4, 7, 11, 14],
    [5, 9, 12, 16],
    [5, 8, 12, 15],
  ],
] as const;
const pentatonic = [0, 2, 4, 7, 9, 12, 14] as const;
const levels: Readonly<Record<Layer, number>> = { chords: 0.075, bass: 0.2, melody: 0.13, drums: 0.16 };

/** Anything that names a song makes one of its own: key, tempo, chords and tune come from the name. */
function characterOf(name: string) {
  const digest = createHash('sha256').update(name).digest();
  const random = createDice(digest.readUInt32LE(0));
  return {
    random,
    // Dice of its own, so that a stem without drums has the same tune.
    noise: createDice(digest.readUInt32LE(4)),
    rootHz: 110 * 2 ** (Math.floor(random() * 12) / 12),
    beatSeconds: 60 / (76 + Math.floor(random() * 40)),
    chords: progressions[Math.floor(random() * progressions.length)] ?? progressions[0],
  };
}

/** Mono samples between -1 and 1: soft chords, a bass, a plucked tune and brushes, faded in and out. */
export function synthesise(name: string, seconds: number, heard: readonly Layer[] = layers): Float32Array {
  const out = new Float32Array(Math.max(1, Math.round(seconds * sampleRateHz)));
  const { random, noise, rootHz, beatSeconds, chords } = characterOf(name);
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
    if (heard.includes('drums')) brush(out, at, beat % 2 === 1 ? 0.12 : 0.05, noise, levels.drums);
  }
  return fade(out);
}

const pitch = (rootHz: number, semitones: number): number => rootHz * 2 ** (semitones / 12);

/** A sine by its recurrence: no call a sample, so that half a minute takes a moment. */
function tone(
  out: Float32Array,
  at: number,
  seconds: number,
  hertz: number,
  levelAt: (progress: number) => number,
): void {
  const from = Math.round(at * sampleRateHz);
  const length = Math.round(seconds * sampleRateHz);
  const until = Math.min(from + length, out.length);
  const twiceCos = 2 * Math.cos((2 * Math.PI * hertz) / sampleRateHz);
  let before = -Math.sin((2 * Math.PI * hertz) / sampleRateHz);
  let value = 0;
  for (let start = from; start < until; start += blockFrames) {
    // The envelope moves slowly; one value a block, with a straight line between two, is smooth enough.
    let level = levelAt((start - from) / length);
    const slope = (levelAt((start + blockFrames - from) / length) - level) / blockFrames;
    const end = Math.min(start + blockFrames, until);
    for (let i = start; i < end; i++) {
      out[i]! += value * level;
      level += slope;
      const next = twiceCos * value - before;
      before = value;
      value = next;
    }
  }
}

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

function brush(out: Float32Array, at: number, seconds: number, noise: () => number, loud: number): void {
  const from = Math.round(at * sampleRateHz);
  const count = Math.min(Math.round(seconds * sampleRateHz), out.length - from);
  let smooth = 0;
  for (let i = 0; i < count; i++) {
    const decay = 1 - i / count;
    smooth += 0.45 * ((noise() * 2 - 1) * decay * decay * decay - smooth);
    out[from + i]! += smooth * loud;
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
