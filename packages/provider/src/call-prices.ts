import type { Operation } from '@impresario/protocol';

/** All of a call that its price may depend on. */
export interface PricedCall {
  readonly operation: Operation;
  readonly model: string | null;
  readonly hasVocals: boolean | null;
  readonly hasLyrics: boolean;
  readonly variants: number;
  /** Of stems: `vocals` or `all`. */
  readonly mode: string | null;
}

/** What the provider takes from its customer, the operator; an estimate from published prices, which change. */
export interface CallPrices {
  /** The provider's own unit, such as `Suno credits`. */
  readonly unit: string;
  readonly usdPerUnit: number;
  /** In that unit; null where no price is known. */
  priceOf(call: PricedCall): number | null;
}
