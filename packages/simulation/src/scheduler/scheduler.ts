import type { Dice } from '@impresario/engine';
import type { History } from './history.ts';
import type { Fates, Operation, Outcome, Owner } from './operation.ts';
import { settle, type Begun, type Blocked } from './settle.ts';
import type { Timers } from './timers.ts';

interface Waiting {
  readonly operation: Operation;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Parked extends Waiting {
  readonly begun: Begun;
  by: readonly number[];
}

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

const turns = 2;

export function createScheduler({ dice, history, fates, crash }: SchedulerParts): Scheduler {
  let waiting: Waiting[] = [];
  let parked: Parked[] = [];
  /** Taken back because others wait for the same; they come again when somebody's transaction has ended. */
  let deferred: Waiting[] = [];
  let askedCount = 0;
  let busyCount = 0;

  function ask<T>(operation: Operation<T>) {
    askedCount += 1;
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

  async function quiet(): Promise<void> {
    for (let seen = -1; seen !== askedCount || busyCount > 0;) {
      seen = askedCount;
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function step(): Promise<boolean> {
    const ready = waiting.filter(({ operation }) => !operation.owner.isPaused);
    const chosen = ready[Math.floor(dice.fraction() * ready.length)];
    if (!chosen) return false;
    waiting.splice(waiting.indexOf(chosen), 1);
    const { operation } = chosen;
    const { owner, label } = operation;
    const fate = fates.of(operation);
    if (fate.kind === 'crash' && fate.when === 'before') {
      history.step(`${owner.name} ${label} | dies before it`);
      await crash(owner);
      await unpark();
      return true;
    }
    const fault = fate.kind === 'fault' ? fate.fault : null;
    const begun = settle(operation, fault);
    const state = await begun.endsOrBlocks();
    if (state.kind === 'blocked') {
      await park(chosen, begun, state);
      if (fate.kind === 'crash') await crash(owner);
      return true;
    }
    history.step(
      `${owner.name} ${label} | ${describe(operation, state, fault)}${fate.kind === 'crash' ? ', dies' : ''}`,
    );
    if (fate.kind === 'crash') await crash(owner);
    else await hand(chosen, state);
    if (fate.kind === 'crash' || operation.freesLocks?.()) await unpark();
    return true;
  }

  /**
   * Two that are let go by the same end of a transaction would race each other, and who wins would not be up to the dice.
   * So only one waits; the other begins again later.
   */
  async function park(chosen: Waiting, begun: Begun, { by }: Blocked): Promise<void> {
    const { operation } = chosen;
    const name = `${operation.owner.name} ${operation.label}`;
    if (parked.some((other) => other.by.some((pid) => by.includes(pid)))) {
      history.step(`${name} | comes later, others wait for the lock`);
      await operation.locking?.takeBack();
      deferred.push(chosen);
    } else {
      history.step(`${name} | waits for a lock`);
      parked.push({ ...chosen, begun, by });
    }
  }

  async function hand({ operation, resolve, reject }: Waiting, outcome: Outcome): Promise<void> {
    if (!operation.owner.isAlive) return;
    if (outcome.kind === 'value') resolve(outcome.value);
    else reject(outcome.error);
    await quiet();
  }

  async function unpark(): Promise<void> {
    waiting.push(...deferred.filter(({ operation }) => operation.owner.isAlive));
    deferred = [];
    for (let changed = true; changed && parked.length > 0;) {
      changed = false;
      for (const one of [...parked]) {
        const state = await one.begun.endsOrBlocks();
        if (state.kind === 'blocked') {
          one.by = state.by;
          continue;
        }
        changed = true;
        parked = parked.filter((other) => other !== one);
        const { operation } = one;
        history.step(
          `${operation.owner.name} ${operation.label} | got its lock, ${describe(operation, state, null)}`,
        );
        await hand(one, state);
      }
    }
  }

  return {
    ask,
    step,
    quiet,
    busy() {
      busyCount += 1;
      let isOver = false;
      return () => {
        if (!isOver) busyCount -= 1;
        isOver = true;
      };
    },
    forget(owner) {
      waiting = waiting.filter(({ operation }) => operation.owner !== owner);
    },
    waitingCount: () => waiting.length + deferred.length,
    parkedCount: () => parked.length,
    unpark,
  };
}

function describe(operation: Operation, outcome: Outcome, fault: string | null): string {
  const suffered = fault ? `(${fault}) ` : '';
  if (outcome.kind === 'value') return suffered + (operation.describe?.(outcome.value) ?? 'done');
  const { code, message } = outcome.error as { code?: string; message?: string };
  return `${suffered}! ${code ?? message ?? 'failed'}`;
}
