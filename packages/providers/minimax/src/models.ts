import type { Model } from '@impresario/protocol';

interface TextBounds {
  readonly min: number;
  readonly max: number;
}

interface MiniMaxModel {
  readonly id: string;
  readonly label: string;
  /** Makes a cover of given audio; the others make songs from nothing. */
  readonly isCover: boolean;
  readonly promptChars: TextBounds;
  readonly lyricsChars: TextBounds;
}

const song = {
  isCover: false,
  promptChars: { min: 0, max: 2000 },
  lyricsChars: { min: 1, max: 3500 },
} as const;

/** The paid models (platform.minimax.io, read 2026-09); a model lasts two or three months before the next comes. */
export const miniMaxModels: readonly MiniMaxModel[] = [
  { id: 'music-3.0', label: 'Music 3.0', ...song },
  { id: 'music-2.6', label: 'Music 2.6', ...song },
  {
    id: 'music-cover',
    label: 'Music Cover',
    isCover: true,
    promptChars: { min: 10, max: 300 },
    lyricsChars: { min: 10, max: 1000 },
  },
];

export const defaultModel = 'music-3.0';
export const coverModel = 'music-cover';

export function findModel(id: string): MiniMaxModel | null {
  return miniMaxModels.find((model) => model.id === id) ?? null;
}

/** Longest theme `lyrics_generation` takes. */
export const lyricsPromptCharsMax = 2000;
/** Largest audio a cover is made of. */
export const referenceBytesMax = 50 * 1024 * 1024;

/** A model as the capabilities list it. One call makes one song, of no length that could be asked for. */
export function describeModel({ id, label, isCover, promptChars, lyricsChars }: MiniMaxModel): Model {
  return {
    id,
    label,
    lifecycle: 'stable',
    limits: {
      promptChars: promptChars.max,
      lyricsChars: lyricsChars.max,
      titleChars: 100,
      styleChars: promptChars.max,
    },
    durationSeconds: null,
    // Each is a call, and a charge, of its own.
    variants: { min: 1, max: 4, default: 1 },
    parameters: {
      lyrics: 'native',
      styleTags: 'approximated',
      ...(isCover ? { referenceAudioUrl: 'native' as const } : { hasVocals: 'native' as const }),
    },
  };
}
