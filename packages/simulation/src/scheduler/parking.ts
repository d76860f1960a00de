import type { History } from './history.ts';
import type { Quiet } from './quiet.ts';
import type { Begun, Blocked } from './settle.ts';
import { describe, hand, type Waiting } from './waiting.ts';

interface Parked extends Waiting {
  readonly begun: Begun;
  by: readonly number[];
}

/** Operations that stand still because of locks. */
export interface Parking {
  park(one: Waiting, begun: Begun, blocked: Blocked): Promise<void>;
  /** After the end of a transaction: tells those that have their lock now, and returns those that may begin again. */
  unpark(): Promise<readonly Waiting[]>;
  parkedCount(): number;
  deferredCount(): number;
}

export function createParking(history: History, quiet: Quiet): Parking {
  let parked: Parked[] = [];
  let deferred: Waiting[] = [];

  /**
   * Two that are let go by the same end of a transaction would race each other, and who wins would not be up to the dice.
   * So only one waits; the other begins again later.
   */
  async function park(one: Waiting, begun: Begun, { by }: Blocked): Promise<void> {
    const { operation } = one;
    const name = `${operation.owner.name} ${operation.label}`;
    if (parked.some((other) => isInTheWay(other, by))) {
      history.step(`${name} | comes later, others wait for the lock`);
      await operation.locking?.takeBack();
      deferred.push(one);
    } else {
      history.step(`${name} | waits for a lock`);
      parked.push({ ...one, begun, by });
    }
  }

  async function letGo(): Promise<boolean> {
    let isChanged = false;
    for (const one of [...parked]) {
      const state = await one.begun.endsOrBlocks();
      if (state.kind === 'blocked') {
        one.by = state.by;
        continue;
      }
      isChanged = true;
      parked = parked.filter((other) => other !== one);
      const { owner, label } = one.operation;
      history.step(`${owner.name} ${label} | got its lock, ${describe(one.operation, state, null)}`);
      await hand(one, state, quiet);
    }
    return isChanged;
  }

  return {
    park,
    async unpark() {
      const again = deferred.filter(({ operation }) => operation.owner.isAlive);
      deferred = [];
      while (parked.length > 0 && (await letGo()));
      return again;
    },
    parkedCount: () => parked.length,
    deferredCount: () => deferred.length,
  };
}

/** One that waits for the same holder, or in the queue behind which the new one would stand. */
function isInTheWay({ operation, by: othersHolders }: Parked, by: readonly number[]): boolean {
  return by.some((pid) => pid === operation.locking?.pid || othersHolders.includes(pid));
}
