import type { BasicSoundBank } from 'spessasynth_core';
import { gainOfDb, LoudnessMeter } from '../../measure/index.ts';
import type { Note, Part } from '../../score.ts';
import { blockFrames, framesOf, sampleRateHz } from '../sample-rate.ts';
import { Orchestra } from '../synth/orchestra.ts';
import { PartCuts } from './part-strip.ts';

/** A part at `levelLu` 0 is brought to this loudness. */
const leadLufs = -20;
const excerptSeconds = 2.4;
const excerptCount = 3;
/** Between excerpts, so that one does not ring into the next. */
const gapSeconds = 0.4;
const gainDbMax = 40;

/**
 * The linear gain that brings each part to its place: raw presets differ by 25 dB, so each part's busiest, middling
 * and quieter moments are played and measured first. All parts are heard in one short run.
 */
export function partGains(bank: BasicSoundBank, parts: readonly Part[]): Float64Array {
  const excerpts = parts.map((part) => excerptOf(part.notes));
  const players = parts.map((part, i) => ({ bank: part.bank, program: part.program, notes: excerpts[i]! }));
  const orchestra = new Orchestra(bank, players);
  const cuts = parts.map((part) => new PartCuts(part));
  const meters = parts.map(() => new LoudnessMeter(sampleRateHz));
  const frames = framesOf(excerptCount * (excerptSeconds + gapSeconds));
  for (let at = 0; at < frames; at += blockFrames) {
    orchestra.play(blockFrames);
    parts.forEach((_, i) => {
      const block = orchestra.outputs[i]!;
      if (orchestra.sounding[i]) cuts[i]!.process(block, blockFrames);
      meters[i]!.push(block.left, block.right);
    });
  }
  return Float64Array.from(parts, (part, i) => {
    const lufs = meters[i]!.integratedLufs();
    if (!Number.isFinite(lufs)) return gainOfDb(part.levelLu);
    const db = leadLufs + part.levelLu - lufs;
    return gainOfDb(Math.min(gainDbMax, Math.max(-gainDbMax, db)));
  });
}

/** A part's notes in three of its windows, moved next to each other. */
function excerptOf(notes: readonly Note[]): Note[] {
  const activity = new Map<number, number>();
  for (const note of notes) {
    const window = Math.floor(note.startSeconds / excerptSeconds);
    const weight = note.velocity * note.velocity * Math.min(1, note.durationSeconds + 0.2);
    activity.set(window, (activity.get(window) ?? 0) + weight);
  }
  const ranked = [...activity].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([window]) => window);
  const chosen = [0.1, 0.35, 0.7].map((share) => ranked[Math.floor(share * ranked.length)]!);
  if (ranked.length === 0) return [];
  return chosen.flatMap((window, place) =>
    notes
      .filter((note) => Math.floor(note.startSeconds / excerptSeconds) === window)
      .map((note) => excerptNote(note, window * excerptSeconds, place * (excerptSeconds + gapSeconds))),
  );
}

function excerptNote(note: Note, from: number, to: number): Note {
  const startSeconds = note.startSeconds - from + to;
  const end = Math.min(startSeconds + note.durationSeconds, to + excerptSeconds);
  return { ...note, startSeconds, durationSeconds: Math.max(0.01, end - startSeconds) };
}
