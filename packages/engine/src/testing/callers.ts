import type { Plan } from '@impresario/protocol';
import type { Caller } from '../ports.ts';

let count = 0;

/** Somebody never seen before. */
export function newcomer(plan: Plan = 'premium', credits = 100): Caller {
  count += 1;
  return { userId: `user-${count}`, signup: { plan, millicredits: credits * 1000 } };
}
