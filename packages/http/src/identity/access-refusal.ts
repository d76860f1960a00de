import type { Operation } from '../operation.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import type { Identified } from './authenticate.ts';

/** Why somebody who is known may still not ask this; null when they may. */
export function accessRefusal(op: Operation, { isAdmin, apiKey }: Identified): Refusal | null {
  if (op.access === 'person' && apiKey) {
    return refuse('forbidden', 'Keys are not managed by a key; sign in as yourself.');
  }
  if (op.access === 'admin' && !isAdmin) return refuse('forbidden', 'Only administrators may ask this.');
  const reads = op.method === 'get' || op.access === 'stream' || op.changesNothing === true;
  if (apiKey?.isReadOnly && !reads) {
    return refuse('forbidden', 'This key may only read; make one with the scope `write`.');
  }
  return null;
}
