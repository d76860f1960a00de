import type { SectionKind } from '../../score.ts';

/** The tune and harmony a section shares with others of its kind. */
export type Theme = 'verse' | 'chorus' | 'bridge' | 'lift';

/** One section of the form, in whole bars. */
export interface SectionPlan {
  readonly kind: SectionKind;
  readonly theme: Theme;
  readonly firstBar: number;
  readonly bars: number;
  readonly intensity: number;
  readonly lyrics: readonly string[];
  /** Semitones by which the section is raised: a last chorus may climb. */
  readonly lift: number;
  /** 0 for the first section of this kind, 1 for the second … */
  readonly turn: number;
}

/** A form that fills its duration exactly: bars, then a held last chord, then the room ringing out. */
export interface FormPlan {
  readonly bpm: number;
  readonly bars: number;
  readonly sections: readonly SectionPlan[];
  /** Seconds by which the last bar is stretched. */
  readonly ritardandoSeconds: number;
  /** Seconds that the last chord is held. */
  readonly holdSeconds: number;
  /** Seconds from the last release to the end of the audio. */
  readonly tailSeconds: number;
}
