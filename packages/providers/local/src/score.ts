/**
 * A song as data: what `compose/` writes and `render/` plays. Times are seconds from the first sample, so
 * swing, human timing and a final ritardando are already in the numbers. A score is plain JSON.
 */

/** The stems a listener may solo; every part belongs to exactly one. */
export const stemNames = ['drums', 'bass', 'harmony', 'lead', 'pads'] as const;
export type StemName = (typeof stemNames)[number];

export type Mode =
  'major' | 'minor' | 'dorian' | 'phrygian' | 'lydian' | 'mixolydian' | 'harmonic-minor' | 'blues';

export type SectionKind =
  'intro' | 'verse' | 'pre-chorus' | 'chorus' | 'bridge' | 'break' | 'build' | 'drop' | 'solo' | 'outro';

export interface Section {
  readonly kind: SectionKind;
  /** What a listener reads, e.g. `Verse 2`. */
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly bars: number;
  /** 0–1: how full and loud the section is meant to be. */
  readonly intensity: number;
  /** The user's words sung in this section, one entry a line; empty when instrumental. */
  readonly lyrics: readonly string[];
}

export interface Note {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** MIDI key 0–127; on a drum kit, the General MIDI drum. */
  readonly pitch: number;
  /** 1–127. */
  readonly velocity: number;
}

/** A slow change of a part's level or brightness, linear between points. */
export interface Automation {
  readonly target: 'level' | 'brightness';
  /** `value` 0–1; level 1 is the part's own level, brightness 1 is fully open. */
  readonly points: readonly { readonly atSeconds: number; readonly value: number }[];
}

export interface Part {
  readonly id: string;
  /** What a listener reads, e.g. `Electric piano`. */
  readonly label: string;
  readonly stem: StemName;
  /** The SoundFont preset: General MIDI bank and program; bank 128 is a drum kit. */
  readonly bank: number;
  readonly program: number;
  /** −1 left … +1 right. */
  readonly pan: number;
  /** Loudness the part is brought to before mixing, relative to the other parts, in LU; 0 is the lead. */
  readonly levelLu: number;
  /** 0–1 amounts sent to the shared effects. */
  readonly reverbSend: number;
  readonly delaySend: number;
  /** 0–1: how far the kick pushes this part down; 0 where the genre does not pump. */
  readonly sideChain: number;
  /** Low and high cut in Hz; null leaves that end alone. */
  readonly lowCutHz: number | null;
  readonly highCutHz: number | null;
  /** Ascending by `startSeconds`. */
  readonly notes: readonly Note[];
  readonly automation: readonly Automation[];
}

export interface Chord {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Pitch class 0–11, C = 0. */
  readonly root: number;
  /** Pitch classes sounding. */
  readonly pitchClasses: readonly number[];
  /** e.g. `Dm7`. */
  readonly symbol: string;
}

/** The room and the finish of the whole mix. */
export interface MixPlan {
  readonly reverb: {
    readonly decaySeconds: number;
    readonly preDelayMs: number;
    readonly brightness: number;
  };
  readonly delay: {
    readonly timeSeconds: number;
    readonly feedback: number;
    readonly brightness: number;
    readonly pingPong: boolean;
  };
  /** 0–1 tape-like saturation on the sum. */
  readonly saturation: number;
  /** dB added to low and high shelves of the sum. */
  readonly lowShelfDb: number;
  readonly highShelfDb: number;
  /** 0–1 stereo width; 1 leaves the sum as it is. */
  readonly width: number;
  /** 0–1: vinyl crackle or tape hiss under the song (lo-fi); 0 is none. */
  readonly noise: number;
  /** Glue compression, 0 is none, 1 is heavy. */
  readonly compression: number;
}

export interface Score {
  readonly seed: number;
  readonly title: string;
  readonly styleId: string;
  /** What a listener reads, e.g. `Lo-fi hip-hop`. */
  readonly styleLabel: string;
  readonly moods: readonly string[];
  readonly bpm: number;
  readonly beatsPerBar: number;
  readonly beatUnit: 4 | 8;
  readonly key: { readonly tonic: number; readonly mode: Mode; readonly name: string };
  readonly instrumental: boolean;
  /** The exact length of the audio, tail included. */
  readonly durationSeconds: number;
  readonly sections: readonly Section[];
  readonly chords: readonly Chord[];
  readonly parts: readonly Part[];
  readonly mix: MixPlan;
  /** True where the genre is meant to be flat (techno, ambient), so a small loudness range is right. */
  readonly flatLoudness: boolean;
}

/** What the composer is asked for, already validated. */
export interface Brief {
  readonly prompt: string;
  readonly styleTags: readonly string[];
  readonly lyrics: string | null;
  readonly title: string | null;
  readonly durationSeconds: number;
  readonly instrumental: boolean;
}

/** One song to compose: the same commission is always the same score. */
export interface Commission {
  /** Of a song that goes on, `durationSeconds` is the whole length; the words and the prompt are for the new part. */
  readonly brief: Brief;
  readonly seed: number;
  /** 0 for the first version, 1 for the second … */
  readonly variant: number;
  /** The song this one goes on from; absent for a new one. */
  readonly continues?: {
    readonly song: Commission;
    /** The new part begins at the bar line at or before this; null means where the song would end. */
    readonly atSeconds: number | null;
  };
}
