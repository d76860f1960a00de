import type { Mode, SectionKind } from '../../score.ts';
import type { BassFigure } from '../patterns/bass-figures.ts';
import type { CompFigure } from '../patterns/comp-figures.ts';
import type { DrumFamily } from '../patterns/groove.ts';
import type { FormFamily } from '../form/form-templates.ts';
import type { PresetId } from '../presets.ts';
import type { Colour } from '../theory/roman.ts';
import type { MeterName } from '../theory/meter.ts';

/** What a part does in the arrangement; each role has one writer. */
export type Role =
  'drums' | 'percussion' | 'bass' | 'comp' | 'arp' | 'pad' | 'lead' | 'double' | 'counter' | 'solo' | 'riser';

/** One chair of the band: who may sit in it, what is played from it, and where it stands in the mix. */
export interface Chair {
  readonly role: Role;
  /** Candidates; every variant of a song seats another one while they last. */
  readonly presets: readonly PresetId[];
  /** Figures a comp, arp or bass chair may play. */
  readonly figures?: readonly (CompFigure | BassFigure)[];
  /** The section intensity from which the chair plays. */
  readonly from?: number;
  /** Sections in which the chair plays whatever the intensity. */
  readonly always?: readonly SectionKind[];
  /** Sections in which the chair rests whatever the intensity. */
  readonly never?: readonly SectionKind[];
  /** Probability that the chair is in the band at all; 1 when absent. */
  readonly odds?: number;
  /** LU against the lead. */
  readonly levelLu: number;
  readonly pan?: number;
  readonly reverb?: number;
  readonly delay?: number;
  readonly duck?: number;
  readonly lowCutHz?: number;
  readonly highCutHz?: number;
  /** Octaves above or below the preset's own middle. */
  readonly octave?: number;
}

/** Progressions as roman numerals, one slot a word; `_` joins two chords of one slot. */
export interface ProgressionSet {
  readonly verse: readonly string[];
  readonly chorus: readonly string[];
  readonly bridge: readonly string[];
  /** Slots that lead from a verse or build into what follows. */
  readonly lift: readonly string[];
}

/** How the tunes of a style move. */
export interface TuneHabits {
  /** Rhythm cells of one quarter (four steps) or, in 6/8, stretched over a dotted quarter. */
  readonly cells: readonly (readonly [string, number])[];
  /** 0–1: how often a phrase begins before its bar line. */
  readonly pickup: number;
  /** Widest usual distance from the middle of a phrase, in semitones. */
  readonly reach: number;
  /** 0–1: how often a weak note slides in from a semitone (jazz, blues). */
  readonly chromatic: number;
  /** Bars of one phrase, at a middling tempo. */
  readonly phraseBars: 2 | 4;
  /** True where the tune is a short hook that comes round, as in club music. */
  readonly hook: boolean;
}

/** The room and finish of a style; the delay is counted in beats and becomes seconds with the tempo. */
export interface StyleMix {
  readonly room: { readonly decaySeconds: number; readonly preDelayMs: number; readonly brightness: number };
  readonly delayBeats: number;
  readonly delayFeedback: number;
  readonly saturation: number;
  readonly lowShelfDb: number;
  readonly highShelfDb: number;
  readonly width: number;
  readonly noise: number;
  readonly compression: number;
}

/** Everything the composer knows about one style of music. Pure data. */
export interface Style {
  readonly id: string;
  readonly label: string;
  /** Lower-case words and phrases by which a listener asks for the style. */
  readonly words: readonly string[];
  /** Quarter notes a minute, lowest and highest. */
  readonly bpm: readonly [number, number];
  readonly meters?: readonly (readonly [MeterName, number])[];
  readonly modes: readonly (readonly [Mode, number])[];
  readonly form: FormFamily;
  /** Labels for section kinds where `Verse` and `Chorus` would be the wrong words. */
  readonly sectionLabels?: Partial<Record<SectionKind, string>>;
  /** Share of a beat given to its first half: 0.5 is straight, 0.67 a triplet; on eighths or sixteenths. */
  readonly swing: { readonly amount: number; readonly unit: 8 | 16 };
  /** Deviation of human timing in milliseconds; 0 is a machine. */
  readonly looseMs: number;
  readonly flatLoudness: boolean;
  readonly colour: Colour;
  /** Bars that one progression slot lasts. */
  readonly slotBars: 0.5 | 1 | 2 | 4;
  readonly major: ProgressionSet;
  readonly minor: ProgressionSet;
  /** 0–1: how readily harmony is enriched with secondary dominants, borrowed and substituted chords. */
  readonly adventure: number;
  /** Whether the end slows down. */
  readonly ritardando: boolean;
  /** Whether a long song may raise its last chorus. */
  readonly keyLift: boolean;
  readonly tune: TuneHabits;
  readonly drums: DrumFamily | null;
  readonly chairs: readonly Chair[];
  readonly mix: StyleMix;
  /** Words for titles: what it is like, and what it is. */
  readonly title: { readonly like: readonly string[]; readonly things: readonly string[] };
}
