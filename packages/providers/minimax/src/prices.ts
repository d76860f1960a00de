import type { CallPrices } from '@impresario/provider';

/** USD of one song and of one text, as resellers have them; the official page was not to be read (2026-09). */
const songUsd = 0.15;
const lyricsUsd = 0.01;

export const miniMaxPrices: CallPrices = {
  unit: 'USD',
  usdPerUnit: 1,
  priceOf: ({ operation }) => (operation === 'lyrics' ? lyricsUsd : songUsd),
};
