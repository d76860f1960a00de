import { expect, it } from 'vitest';
import { murekaPrices } from './prices.ts';

const call = {
  operation: 'generate',
  model: 'mureka-9',
  hasVocals: null,
  hasLyrics: true,
  variants: 1,
  mode: null,
} as const;

it.each([
  ['given lyrics', call, 0.045],
  ['two of them', { ...call, variants: 2 }, 0.09],
  ['its own lyrics', { ...call, hasLyrics: false }, 0.3],
  ['its own lyrics on the newest model', { ...call, hasLyrics: false, model: 'mureka-9.5' }, 0.5],
  ['no voice', { ...call, hasLyrics: false, hasVocals: false }, 0.045],
  ['words alone', { ...call, operation: 'lyrics', model: null } as const, 0.009],
  ['stems', { ...call, operation: 'stems', model: null } as const, null],
  ['a model of tomorrow', { ...call, model: 'mureka-12' }, null],
])('[PRO-3] a call with %s has its price', (_what, asked, usd) => {
  expect(murekaPrices.priceOf(asked)).toBe(usd);
});
