import { creditCount } from '../words/amounts.ts';

/** `+5`, `−0.5`: with the sign of arithmetic, which stands as wide as the plus. */
export function signedAmount(amount: number): string {
  return `${amount < 0 ? '−' : '+'}${creditCount(Math.abs(amount))}`;
}
