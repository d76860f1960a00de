import type { Operation, Provider } from '@impresario/protocol';
import { troubleOf } from '../brief/performer-words.ts';
import { takesWork } from '../brief/to-request.ts';
import { say } from '../i18n/index.ts';
import { priceWords } from '../words/amounts.ts';
import { providerName } from '../words/provider-name.ts';

/** Something to be asked of a version: what it costs, or why it cannot be had. */
export interface WorkOffer {
  readonly price: string;
  readonly closedBecause: string | null;
}

/** What a provider says to an operation on one of its versions; null: there is no such provider, undefined: it is being read. */
export function workOffer(provider: Provider | null | undefined, operation: Operation): WorkOffer {
  if (provider === undefined) return { price: '', closedBecause: say('track.offer.coming') };
  const price = priceWords(provider?.priceCredits[operation]);
  if (!provider?.configured) return { price, closedBecause: say('track.offer.gone') };
  if (!provider.operations.includes(operation)) {
    return { price, closedBecause: say('track.offer.cannot', { provider: providerName(provider) }) };
  }
  return { price, closedBecause: takesWork(provider) ? null : troubleOf(provider) };
}
