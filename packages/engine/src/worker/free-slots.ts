import type { Capabilities } from '@impresario/protocol';
import type { Core } from '../core.ts';
import type { Claim } from './claim.ts';

/** Room for more at one provider. */
export interface Slots {
  /** How many more submits this process may have in hand. */
  readonly submits: number;
  /** How many tasks the provider runs for us at once, over all processes; null where it sets no limit. */
  readonly tasks: number | null;
  /** Most submits in a span of time, over all processes; null where there is no such limit. */
  readonly rate: Capabilities['submitRate'];
}

/** How many submits one process has in hand at once where a provider itself sets no limit. */
const submitsMax = 32;

/** The room that a process with these claims in hand has left, by provider. */
export function freeSlots(core: Core, inHand: readonly Claim[]): Record<string, Slots> {
  const free = core.providers.all().map(({ capabilities }) => {
    const { id, submitRate: rate } = capabilities;
    const concurrencyMax = core.concurrencyMax(id);
    const busy = inHand.filter((claim) => claim.provider === id && claim.step === 'submit').length;
    const submits = Math.max(0, (concurrencyMax ?? submitsMax) - busy);
    return [id, { submits, tasks: concurrencyMax, rate }] as const;
  });
  return Object.fromEntries(free);
}
