import type { Dice } from './dice.ts';
import type { FormPlan, SectionPlan } from './form/plan.ts';
import type { ChordSpan } from './harmony/plan-harmony.ts';
import type { Preset, PresetId } from './presets.ts';
import type { Feel } from './prompt/moods.ts';
import type { Chair, Style } from './styles/style.ts';
import type { Key } from './theory/scale.ts';
import type { Meter } from './theory/meter.ts';

/** A note before it is played: in steps, with loudness 0–1. */
export interface Sound {
  readonly at: number;
  readonly length: number;
  readonly pitch: number;
  readonly force: number;
}

/** What every writer may know about the song it writes for. */
export interface Song {
  readonly style: Style;
  readonly feel: Feel;
  readonly key: Key;
  readonly meter: Meter;
  readonly form: FormPlan;
  readonly chords: readonly ChordSpan[];
  /** The step on which the final chord falls. */
  readonly endStep: number;
  readonly dice: Dice;
}

/** A chair with a player in it. */
export interface Seat {
  readonly id: string;
  readonly chair: Chair;
  readonly presetId: PresetId;
  readonly preset: Preset;
  /** The figure the player was dealt; null for chairs that improvise by rule. */
  readonly figure: string | null;
}

/** A stretch in which a seat plays. */
export interface Window {
  readonly section: SectionPlan;
  readonly from: number;
  readonly to: number;
}
