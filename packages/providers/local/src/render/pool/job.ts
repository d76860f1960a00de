import type { Commission, Score, Section } from '../../score.ts';
import type { StemFile, StemSplit } from '../render-stems.ts';

/** What a song is made from. The same job always gives the same bytes. */
export interface RenderJob extends Commission {
  /** Used instead of the composer's title when given. */
  readonly title?: string | null;
  /** Also one MP3 a stem. Doubles the work. */
  readonly stems?: StemSplit;
  /** Also an uncompressed 16-bit WAV. */
  readonly wav?: boolean;
  /** Plays this instead of composing. */
  readonly score?: Score;
}

/** A finished song: files as bytes, and what is known about it. */
export interface RenderedSong {
  /** CBR 192 kbit/s, ID3v2 tag with the cover and the words. */
  readonly mp3: Uint8Array<ArrayBuffer>;
  /** JPEG, 1024 × 1024. */
  readonly cover: Uint8Array<ArrayBuffer>;
  /** JSON in audiowaveform's shape, version 2. */
  readonly peaks: Uint8Array<ArrayBuffer>;
  readonly wav?: Uint8Array<ArrayBuffer>;
  readonly stems?: readonly StemFile[];
  readonly title: string;
  readonly lyrics: string | null;
  readonly durationSeconds: number;
  readonly loudnessLufs: number;
  readonly truePeakDbtp: number;
  readonly loudnessRangeLu: number;
  readonly sections: readonly Section[];
  readonly bpm: number;
  /** e.g. `A minor`. */
  readonly keyName: string;
  readonly styleLabel: string;
}
