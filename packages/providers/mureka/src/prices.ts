import type { CallPrices } from '@impresario/provider';

/** USD of one song from given lyrics or without a voice, by model (pricing page, read 2026-09). */
const songUsd: Readonly<Record<string, number>> = {
  'mureka-7.6': 0.03,
  'mureka-8': 0.045,
  'mureka-9': 0.045,
  'mureka-o2': 0.045,
  'mureka-9.5': 0.15,
};

/** USD of a song whose lyrics Mureka writes. */
const wholeSongUsd = { usual: 0.3, newest: 0.5 } as const;
const lyricsUsd = 0.009;

export const murekaPrices: CallPrices = {
  unit: 'USD',
  usdPerUnit: 1,
  priceOf({ operation, model, hasVocals, hasLyrics, variants }) {
    if (operation === 'lyrics') return lyricsUsd;
    if (model === null) return null;
    const isWhole = operation === 'generate' && !hasLyrics && hasVocals !== false;
    const whole = model === 'mureka-9.5' ? wholeSongUsd.newest : wholeSongUsd.usual;
    const each = isWhole ? whole : songUsd[model];
    return each === undefined ? null : each * variants;
  },
};
