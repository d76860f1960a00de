import { pitchClass } from '../theory/scale.ts';
import type { Harmony } from '../theory/roman.ts';

/** Where a part's chords may lie and how they are spread. */
export interface VoicingPlan {
  readonly low: number;
  readonly centre: number;
  readonly high: number;
  readonly voices: number;
  /** `close` within an octave, `drop-2` with the second voice from the top an octave down, `open` wide. */
  readonly spread: 'close' | 'drop-2' | 'open';
  /** Whether the root may be left to the bass. */
  readonly rootless: boolean;
}

/** The tones a voicing keeps when it has fewer voices than the chord: third and seventh first. */
function essentialTones(harmony: Harmony, plan: VoicingPlan): number[] {
  const { tones } = harmony;
  const [root, third, fifth, ...colours] = tones;
  if (tones.length <= plan.voices && !(plan.rootless && tones.length >= 4)) return [...tones];
  const wanted = [third, colours[0], colours[1], fifth, root, colours[2]];
  const order = plan.rootless && tones.length >= 4 ? wanted : [root, third, ...colours, fifth];
  return order.filter((tone): tone is number => tone !== undefined).slice(0, plan.voices);
}

/** Stacks tones upwards from a lowest key. */
function stack(tones: readonly number[], lowest: number): number[] {
  const pitches: number[] = [];
  let floor = lowest;
  for (const tone of tones) {
    const pitch = floor + pitchClass(tone - floor);
    pitches.push(pitch);
    floor = pitch + 1;
  }
  return pitches;
}

function spreadOut(pitches: number[], spread: VoicingPlan['spread']): number[] {
  const spread_ = [...pitches];
  if (spread === 'drop-2' && spread_.length >= 4) {
    const dropped = spread_.length - 2;
    spread_[dropped] = (spread_[dropped] ?? 60) - 12;
  } else if (spread === 'open' && spread_.length >= 3) {
    spread_[1] = (spread_[1] ?? 60) + 12;
  }
  return spread_.sort((a, b) => a - b);
}

/** Every inversion of the chord in every octave of the plan's compass. */
function candidates(harmony: Harmony, plan: VoicingPlan): number[][] {
  const tones = essentialTones(harmony, plan);
  const ordered = [...new Set(tones)].sort(
    (a, b) => pitchClass(a - harmony.root) - pitchClass(b - harmony.root),
  );
  const found: number[][] = [];
  for (let turn = 0; turn < ordered.length; turn++) {
    const inversion = [...ordered.slice(turn), ...ordered.slice(0, turn)];
    const [lowestTone = 0] = inversion;
    for (let low = plan.low; low <= plan.high; low++) {
      if (pitchClass(low) !== pitchClass(lowestTone)) continue;
      const pitches = spreadOut(stack(inversion, low), plan.spread);
      if ((pitches[0] ?? 0) >= plan.low && (pitches.at(-1) ?? 128) <= plan.high) found.push(pitches);
    }
  }
  return found;
}

/** How far the voices move, with parallel outer octaves and fifths and muddy low seconds charged. */
function costOf(pitches: readonly number[], before: readonly number[] | null, centre: number): number {
  const mean = pitches.reduce((sum, pitch) => sum + pitch, 0) / pitches.length;
  let cost = Math.abs(mean - centre) * (before ? 0.35 : 1.5);
  for (let i = 1; i < pitches.length; i++) {
    const gap = (pitches[i] ?? 0) - (pitches[i - 1] ?? 0);
    if (gap <= 2 && (pitches[i - 1] ?? 60) < 53) cost += 4;
    if (gap === 1) cost += 1.2;
  }
  if (!before) return cost;
  for (const pitch of pitches) {
    cost += Math.min(...before.map((other) => Math.abs(other - pitch)));
  }
  const top = pitches.at(-1) ?? 0;
  const topBefore = before.at(-1) ?? top;
  cost += Math.max(0, Math.abs(top - topBefore) - 2) * 1.2;
  const outer = top - (pitches[0] ?? 0);
  const outerBefore = topBefore - (before[0] ?? 0);
  const moved = top !== topBefore && outer === outerBefore;
  return cost + (moved && (outer % 12 === 0 || outer % 12 === 7) ? 4 : 0);
}

/** The voicing of a chord nearest to the one before. Ascending; at least one key. */
export function voiceLead(harmony: Harmony, before: readonly number[] | null, plan: VoicingPlan): number[] {
  let best: number[] | null = null;
  let bestCost = Infinity;
  for (const pitches of candidates(harmony, plan)) {
    const cost = costOf(pitches, before, plan.centre);
    if (cost < bestCost) {
      best = pitches;
      bestCost = cost;
    }
  }
  return best ?? stack(harmony.tones.slice(0, plan.voices), plan.low);
}
