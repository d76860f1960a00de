import type { CallPrices } from '@impresario/provider';

/** Credits of one call, whatever it makes: not in the documents, seen on accounts (2026-09). Others are not known. */
const creditsOf: Readonly<Record<string, number>> = {
  generate: 12,
  extend: 12,
  cover: 12,
  'add-vocals': 12,
  'add-instrumental': 12,
  lyrics: 0.4,
  style: 0.4,
  wav: 0.4,
  video: 2,
};

const stemCredits = { vocals: 10, all: 50 } as const;

export const sunoPrices: CallPrices = {
  unit: 'Suno credits',
  usdPerUnit: 0.005,
  priceOf({ operation, mode }) {
    if (operation === 'stems') return mode === 'vocals' ? stemCredits.vocals : stemCredits.all;
    return creditsOf[operation] ?? null;
  },
};
