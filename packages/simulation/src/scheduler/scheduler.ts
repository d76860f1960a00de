import type { Dice } from '@impresario/engine';
import type { History } from './history.ts';
import type { Fate, Fates, Operation, Owner } from './operation.ts';
import { createParking } from './parking.ts';
import { createQuiet } from './quiet.ts';
import { settle } from './settle.ts';
import type { Timers } from './timers.ts';
import { describe, hand, type Waiting } from './waiting.ts';

/**
 * Owns every asynchronous boundary of a run. What is asked for waits; the scheduler picks one by the dice, does it to its
 * end, hands over the result and lets the process become quiet before it picks the next. So a run is a function of its
 * seed, although the database is real.
 */
export interface Scheduler {
  /** Resolves when the scheduler has done it; `withdraw` takes it back if it was not begun. */
  ask<T>(operation: Operation<T>): { readonly answer: Promise<T>; withdraw(): boolean };
  /** Does one waiting operation; false when there is none that can be done. */
  step(): Promise<boolean>;
  /** Lets the process run until it waits for us. */
  quiet(): Promise<void>;
  /** Keeps the process from counting as quiet until the returned function is called. */
  busy(): () => void;
  /** Forgets what a dead owner waits for. */
  forget(owner: Owner): void;
  waitingCount(): number;
  parkedCount(): number;
  /** Looks whether those that waited for a lock have it now. */
  unpark(): Promise<void>;
}

export interface SchedulerParts {
  readonly dice: Pick<Dice, 'fraction'>;
  readonly history: History;
  readonly timers: Timers;
  readonly fates: Fates;
  /** Ends a process as `kill -9` does. */
  readonly crash: (owner: Owner) => Promise<void>;
}

export function createScheduler({ dice, history, fates, crash }: SchedulerParts): Scheduler {
  let waiting: Waiting[] = [];
  const quiet = createQuiet();
  const parking = createParking(history, quiet);

  function ask<T>(operation: Operation<T>) {
    quiet.noteAsked();
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const mine = { operation, resolve, reject } as Waiting;
    if (operation.owner.isAlive) waiting.push(mine);
    const withdraw = () => {
      const index = waiting.indexOf(mine);
      if (index >= 0) waiting.splice(index, 1);
      return index >= 0;
    };
    return { answer: promise, withdraw };
  }

  async function step(): Promise<boolean> {
    const ready = waiting.filter(({ operation }) => !operation.owner.isPaused);
    const chosen = ready[Math.floor(dice.fraction() * ready.length)];
    if (!chosen) return false;
    waiting.splice(waiting.indexOf(chosen), 1);
    const { operation } = chosen;
    const fate = fates.of(operation);
    if (fate.kind === 'crash' && fate.when === 'before') {
      history.step(`${operation.owner.name} ${operation.label} | dies before it`);
      await crash(operation.owner);
      await unpark();
    } else {
      await perform(chosen, fate);
    }
    return true;
  }

  async function perform(chosen: Waiting, fate: Fate): Promise<void> {
    const { operation } = chosen;
    const { owner, label } = operation;
    const fault = fate.kind === 'fault' ? fate.fault : null;
    const dies = fate.kind === 'crash';
    const begun = settle(operation, fault);
    const state = await begun.endsOrBlocks();
    if (state.kind === 'blocked') {
      await parking.park(chosen, begun, state);
      if (dies) await crash(owner);
      return;
    }
    history.step(`${owner.name} ${label} | ${describe(operation, state, fault)}${dies ? ', dies' : ''}`);
    if (dies) await crash(owner);
    else await hand(chosen, state, quiet);
    if (dies || operation.freesLocks?.()) await unpark();
  }

  async function unpark(): Promise<void> {
    waiting.push(...(await parking.unpark()));
  }

  return {
    ask,
    step,
    quiet: () => quiet.wait(),
    busy: () => quiet.busy(),
    forget(owner) {
      waiting = waiting.filter(({ operation }) => operation.owner !== owner);
    },
    waitingCount: () => waiting.length + parking.deferredCount(),
    parkedCount: () => parking.parkedCount(),
    unpark,
  };
}
