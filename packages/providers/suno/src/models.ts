import type { Model } from '@impresario/protocol';

/** What one model of Suno takes; lengths in characters. */
export interface SunoModel {
  readonly id: string;
  readonly label: string;
  readonly lifecycle: Model['lifecycle'];
  readonly lyricsChars: number;
  readonly styleChars: number;
  /** The prompt of simple mode: an idea that Suno writes the song from. */
  readonly ideaChars: number;
  /** Null where the length cannot be asked for. */
  readonly durationSeconds: { readonly min: number; readonly max: number; readonly default: number } | null;
  /** Without a duration it makes 20 s; in simple mode it wants a style beside the prompt. */
  readonly isSixth: boolean;
}

/**
 * 80 for every model: documents of different years say 80 or 100, and a title that is short enough for all is safe. Longer ones are
 * refused, never cut.
 */
export const titleChars = 80;

const askable = { min: 10, max: 360, default: 180 } as const;
const long = { lyricsChars: 5000, styleChars: 1000, ideaChars: 500 } as const;
const fifth = { ...long, lifecycle: 'stable', durationSeconds: null, isSixth: false } as const;
/** Preview: only the newest documents know them. */
const sixth = {
  ...long,
  ideaChars: 3000,
  lifecycle: 'preview',
  durationSeconds: askable,
  isSixth: true,
} as const;

/** docs.sunoapi.org/suno-api/generate-music and docs.kie.ai/suno-api/generate-music, read 2026-09. V3_5 was withdrawn. */
export const sunoModels: readonly SunoModel[] = [
  {
    ...fifth,
    id: 'V4',
    label: 'Suno V4',
    lifecycle: 'deprecated',
    lyricsChars: 3000,
    styleChars: 200,
  },
  { ...fifth, id: 'V4_5', label: 'Suno V4.5' },
  { ...fifth, id: 'V4_5PLUS', label: 'Suno V4.5+' },
  { ...fifth, id: 'V4_5ALL', label: 'Suno V4.5 All' },
  { ...fifth, id: 'V5', label: 'Suno V5' },
  { ...fifth, id: 'V5_5', label: 'Suno V5.5', durationSeconds: askable },
  { ...sixth, id: 'V6', label: 'Suno V6' },
  { ...sixth, id: 'V6_WILD', label: 'Suno V6 Wild' },
  { ...sixth, id: 'V6_MINI', label: 'Suno V6 Mini' },
];

/** V5 is in the documents of every year since it came, and makes a whole song when no duration is named. */
export const defaultModel = 'V5';

/** The facts of a model by its id; those of the default one for an id that is not ours. */
export function modelOf(id: string | null): SunoModel {
  const model = sunoModels.find((one) => one.id === id) ?? sunoModels.find((one) => one.id === defaultModel);
  if (!model) throw new Error(`The table of Suno's models lacks ${defaultModel}`);
  return model;
}
