import type { MixPlan, Part, StemName } from '../../score.ts';
import type { Feel } from '../prompt/moods.ts';
import type { Role, Style } from '../styles/style.ts';
import type { Seat } from '../song.ts';

const stems: Readonly<Record<Role, StemName>> = {
  drums: 'drums',
  percussion: 'drums',
  bass: 'bass',
  comp: 'harmony',
  arp: 'harmony',
  pad: 'pads',
  counter: 'pads',
  riser: 'pads',
  lead: 'lead',
  double: 'lead',
  solo: 'lead',
};

/** Below these, a role only muddies the bass. */
const lowCuts: Partial<Record<Role, number>> = {
  comp: 110,
  arp: 180,
  pad: 130,
  lead: 120,
  double: 150,
  counter: 110,
  riser: 200,
  solo: 120,
};

/** Everything about a part but its notes. */
export function placeInMix(seat: Seat, style: Style, feel: Feel): Omit<Part, 'notes' | 'automation'> {
  const { chair, preset, id } = seat;
  const pianist = style.id === 'classical-piano';
  const darker =
    chair.highCutHz === undefined ? null : Math.round(chair.highCutHz * (1 + feel.brightness * 0.2));
  return {
    id,
    label: preset.label,
    stem: stems[chair.role],
    bank: preset.bank,
    program: preset.program,
    pan: chair.pan ?? 0,
    levelLu: chair.levelLu,
    reverbSend: chair.reverb ?? 0,
    delaySend: chair.delay ?? 0,
    sideChain: chair.duck ?? 0,
    lowCutHz: chair.lowCutHz ?? (pianist || chair.role === 'bass' ? null : (lowCuts[chair.role] ?? null)),
    highCutHz: darker,
  };
}

/** The room and finish of the song: the style's own, with the delay in tempo and the mood in the shelves. */
export function planMix(style: Style, feel: Feel, bpm: number): MixPlan {
  const { mix } = style;
  const clip = (value: number): number => Math.max(0, Math.min(1, value));
  return {
    reverb: { ...mix.room, brightness: clip(mix.room.brightness + feel.brightness * 0.15) },
    delay: {
      timeSeconds: (mix.delayBeats * 60) / bpm,
      feedback: mix.delayFeedback,
      brightness: clip(0.45 + feel.brightness * 0.2),
      pingPong: mix.width >= 0.95,
    },
    saturation: mix.saturation,
    lowShelfDb: mix.lowShelfDb,
    highShelfDb: mix.highShelfDb + feel.brightness * 1.2,
    width: mix.width,
    noise: mix.noise,
    compression: mix.compression,
  };
}
