import type { Dice } from '@impresario/engine';
import type { Fate, Fates, Operation } from './scheduler/operation.ts';

/** What can go wrong in a run, and how often where it does at all. */
const chances: Readonly<Record<string, number>> = {
  // Of one statement.
  'connection cut before': 0.006,
  'connection cut after': 0.006,
  'serialization failure': 0.004,
  'statement timeout': 0.004,
  // Of one touch of the disk or one piece of a download.
  'disk full': 0.05,
  'reply lost': 0.08,
  network: 0.06,
  gone: 0.08,
  silence: 0.05,
  cut: 0.05,
  truncated: 0.06,
  // Of one call of a provider.
  refused: 0.12,
  'not sent': 0.06,
  'request lost': 0.05,
  'silence after': 0.05,
  'silence before': 0.03,
  'unknown word': 0.06,
  throws: 0.03,
  fails: 0.05,
  hangs: 0.03,
  // Of one task.
  'slow task': 0.12,
  'task fails': 0.2,
  // Of one callback.
  'callback lost': 0.2,
  'callback twice': 0.2,
  // Of any operation of a node.
  'crash before': 0.004,
  'crash after': 0.006,
};

/** The share of seeds in which one kind of trouble does not occur, so that others are seen without it. */
const calmShare = 0.35;

/** Which troubles a run has, and how often it had them. */
export interface Weather extends Fates {
  readonly counts: ReadonlyMap<string, number>;
  /** Whether this trouble happens now. */
  rolls(trouble: string, dice: Pick<Dice, 'fraction'>): boolean;
  count(trouble: string): void;
  /** From now on everything goes well. */
  clear(): void;
  /** While a provider is out, all it does goes wrong. */
  setOut(provider: string, isOut: boolean): void;
}

/** Nothing goes wrong but these troubles of the far end, and what `fates` decide for operations. */
export function createScriptedWeather(always: ReadonlySet<string>, fates: Fates): Weather {
  const calm = createWeather({ fraction: () => 0 });
  let isClear = false;
  return {
    ...calm,
    rolls: (trouble) => !isClear && always.has(trouble),
    clear: () => (isClear = true),
    of: (operation) => fates.of(operation),
  };
}

export function createWeather(dice: Pick<Dice, 'fraction'>): Weather {
  const active = new Map(
    Object.entries(chances).map(([trouble, chance]) => [
      trouble,
      dice.fraction() < calmShare ? 0 : chance * (0.5 + dice.fraction()),
    ]),
  );
  const counts = new Map<string, number>();
  const out = new Set<string>();
  let isClear = false;

  function count(trouble: string): void {
    counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
  }

  function rolls(trouble: string, by: Pick<Dice, 'fraction'>): boolean {
    if (isClear || by.fraction() >= (active.get(trouble) ?? 0)) return false;
    count(trouble);
    return true;
  }

  function faultOf({ faults, label }: Operation): string | null {
    const provider = label.split(' ', 1)[0]!;
    if (!isClear && out.has(provider) && faults.length > 0) {
      count('brown-out');
      return faults[Math.floor(dice.fraction() * faults.length)]!;
    }
    return faults.find((fault) => rolls(fault, dice)) ?? null;
  }

  return {
    counts,
    rolls,
    count,
    clear() {
      isClear = true;
      out.clear();
    },
    setOut(provider, isOut) {
      if (isOut) out.add(provider);
      else out.delete(provider);
    },
    of(operation): Fate {
      if (operation.owner.name !== 'far' && operation.owner.name !== 'post') {
        if (rolls('crash before', dice)) return { kind: 'crash', when: 'before' };
        if (rolls('crash after', dice)) return { kind: 'crash', when: 'after' };
      }
      const fault = faultOf(operation);
      return fault ? { kind: 'fault', fault } : { kind: 'well' };
    },
  };
}
