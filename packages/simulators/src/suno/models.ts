export interface ModelLimits {
  /** Characters of a prompt that is sung (custom mode). */
  readonly lyricsMax: number;
  readonly styleMax: number;
  readonly titleMax: Readonly<{ sunoapi: number; kie: number }>;
  /** Characters of a prompt that is an idea (without custom mode). */
  readonly promptMax: number;
  /** The internal word that `modelName` shows. */
  readonly slug: string;
  readonly takesDuration: boolean;
}

const older = { lyricsMax: 3000, styleMax: 200, promptMax: 500, takesDuration: false } as const;
const newer = { lyricsMax: 5000, styleMax: 1000, promptMax: 500, takesDuration: false } as const;
const newest = { lyricsMax: 5000, styleMax: 1000, promptMax: 3000, takesDuration: true } as const;
const eighty = { sunoapi: 80, kie: 80 } as const;
const hundred = { sunoapi: 100, kie: 80 } as const;

/**
 * Limits as documented (docs.sunoapi.org and docs.kie.ai, read 2026-09). The slugs of V4_5 to V5_5 were
 * observed; those of V6 are assumed. Characters are counted as UTF-16 units: the documents do not say.
 */
const models: Readonly<Record<string, ModelLimits>> = {
  V3_5: { ...older, titleMax: eighty, slug: 'chirp-v3-5' },
  V4: { ...older, titleMax: eighty, slug: 'chirp-v4' },
  V4_5: { ...newer, titleMax: hundred, slug: 'chirp-auk' },
  V4_5PLUS: { ...newer, titleMax: hundred, slug: 'chirp-bluejay' },
  V4_5ALL: { ...newer, titleMax: eighty, slug: 'chirp-bluejay' },
  V5: { ...newer, titleMax: hundred, slug: 'chirp-crow' },
  V5_5: { ...newer, takesDuration: true, titleMax: hundred, slug: 'chirp-fenix' },
  V6: { ...newest, titleMax: eighty, slug: 'chirp-v6' },
  V6_WILD: { ...newest, titleMax: eighty, slug: 'chirp-v6-wild' },
  V6_MINI: { ...newest, titleMax: eighty, slug: 'chirp-v6-mini' },
};

export function limitsOf(model: unknown): ModelLimits | null {
  return typeof model === 'string' && Object.hasOwn(models, model) ? (models[model] ?? null) : null;
}
