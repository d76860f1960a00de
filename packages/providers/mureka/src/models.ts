import type { Model } from '@impresario/protocol';

interface MurekaModel {
  readonly id: string;
  readonly label: string;
  /** The sources disagree about o2 here; the newer list leaves it out. */
  readonly makesInstrumentals: boolean;
  /** `song/extend` knows two models only. */
  readonly extends: boolean;
}

/** What a request may name (platform.mureka.ai, read 2026-09). `auto` is not among them: it moves to dearer models by itself. */
export const murekaModels: readonly MurekaModel[] = [
  { id: 'mureka-9', label: 'Mureka 9', makesInstrumentals: true, extends: false },
  { id: 'mureka-9.5', label: 'Mureka 9.5', makesInstrumentals: true, extends: false },
  { id: 'mureka-8', label: 'Mureka 8', makesInstrumentals: true, extends: true },
  { id: 'mureka-7.6', label: 'Mureka 7.6', makesInstrumentals: true, extends: true },
  { id: 'mureka-o2', label: 'Mureka O2', makesInstrumentals: false, extends: false },
];

/**
 * A song with lyrics cost $0.03 with 7.6, $0.045 with o2, 8 and 9, and $0.15 with 9.5 (pricing page, read 2026-09):
 * this is the newest model before the price trebles.
 */
export const defaultModel = 'mureka-9';

/** What extends a song when the request's own model cannot. */
export const extendingModel = 'mureka-8';

export function findModel(id: string): MurekaModel | null {
  return murekaModels.find((model) => model.id === id) ?? null;
}

/** The styles `song/easy-generate` takes by name. */
export const easyStyles: readonly string[] = [
  'pop',
  'rock',
  'jazz',
  'r&b',
  'edm',
  'ambient',
  'folk',
  'latin',
  'k-pop',
  'j-pop',
  'house',
  'gospel',
  'lo-fi',
];

/** Bounds of the API (platform.mureka.ai, read 2026-09). An older reading of the Chinese page said 3000 for lyrics. */
export const bounds = {
  lyricsChars: 5000,
  promptChars: 1024,
  easyPromptChars: 2000,
  variantsMax: 3,
  extendAtMs: { min: 8_000, max: 420_000 },
  sectionSecondsMin: 3,
  besideSectionSecondsMin: 12,
  uploadBytesMax: 10 * 1024 * 1024,
} as const;

/** A model as the capabilities list it: the same bounds and parameters for all. */
export function describeModel({ id, label }: MurekaModel): Model {
  return {
    id,
    label,
    lifecycle: 'stable',
    // As much as any route takes; `review` knows what the route of one request takes.
    limits: {
      promptChars: bounds.easyPromptChars,
      lyricsChars: bounds.lyricsChars,
      titleChars: 100,
      styleChars: bounds.easyPromptChars,
    },
    // Songs last up to 5:30, instrumentals 4:30; no length can be asked for.
    durationSeconds: null,
    variants: { min: 1, max: bounds.variantsMax, default: 2 },
    parameters: {
      lyrics: 'native',
      hasVocals: 'native',
      styleTags: 'approximated',
      vocalGender: 'native',
      referenceAudioUrl: 'native',
    },
  };
}
