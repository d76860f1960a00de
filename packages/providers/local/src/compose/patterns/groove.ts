/** A drum voice; the General MIDI key it plays is in `drum-keys.ts`. */
export type DrumVoice =
  | 'kick'
  | 'snare'
  | 'rim'
  | 'clap'
  | 'hat'
  | 'openHat'
  | 'pedalHat'
  | 'ride'
  | 'bell'
  | 'crash'
  | 'splash'
  | 'tomHigh'
  | 'tomMid'
  | 'tomLow'
  | 'tambourine'
  | 'shaker'
  | 'cowbell'
  | 'congaHigh'
  | 'congaLow'
  | 'bongoHigh'
  | 'bongoLow'
  | 'claves'
  | 'cabasa'
  | 'triangle'
  | 'timpani'
  | 'bassDrum';

/**
 * One bar, or several, of a drum pattern: each voice a row of steps (sixteenths).
 * `X` accent, `x` plain, `o` soft, `g` ghost, `?` a ghost that is there every other time, `-` silence.
 */
export type Groove = Partial<Record<DrumVoice, string>>;

/** The levels of drumming a song moves between. */
export type DrumLevel = 'light' | 'main' | 'full' | 'half';

/** Grooves of one meter, with alternatives for the variants of a song. */
export interface GrooveSet {
  /** Intros and quiet verses. */
  readonly light: readonly Groove[];
  /** Verses. */
  readonly main: readonly Groove[];
  /** Choruses and drops. */
  readonly full: readonly Groove[];
  /** Bridges and breaks. */
  readonly half: readonly Groove[];
}

/** Ways of leading into the next section. */
export type FillKind = 'toms' | 'snare' | 'roll' | 'hats' | 'brush' | 'timpani' | 'percussion' | 'drop-out';

/** All the drumming of one style. */
export interface DrumFamily {
  readonly four: GrooveSet;
  /** Which shared grooves serve 3/4 and 6/8. */
  readonly odd: 'band' | 'brush' | 'machine' | 'orchestra';
  readonly fills: readonly FillKind[];
  /** Whether sections open with a crash cymbal. */
  readonly crash: boolean;
}
