import { createTestDice } from '@impresario/engine/testing';
import { checkConcurrency } from './checks/money.ts';
import { createFollower } from './checks/follower.ts';
import { createWatch } from './checks/watch.ts';
import type { Connections } from './database/connections.ts';
import { createObserver, type Observer } from './database/observer.ts';
import { createFarEnd } from './far-end/far-end.ts';
import { postStages } from './far-end/post-callbacks.ts';
import { createHouse, type House } from './house/house.ts';
import { letGo } from './people/ask.ts';
import { createBooks } from './people/books.ts';
import { createHistory } from './scheduler/history.ts';
import type { Owner } from './scheduler/operation.ts';
import { createScheduler } from './scheduler/scheduler.ts';
import { createTimers } from './scheduler/timers.ts';
import { simulatedSettings } from './settings.ts';
import type { Disk } from './storage/memory-store.ts';
import { createWeather, type Weather } from './weather.ts';

/** Noon, or half a minute before the day of the limits ends. */
const starts = ['2026-03-01T12:00:00.000Z', '2026-03-01T23:59:30.000Z'];

export type World = ReturnType<typeof createWorld>;

export interface WorldOptions {
  readonly seed: number;
  readonly connections: Connections;
  /** What goes wrong, where that is not up to the dice. */
  readonly weather?: Weather;
}

/** Everything of one run: processes, providers, people, time, all by the dice of one seed. */
export function createWorld({ seed, connections, weather: given }: WorldOptions) {
  const dice = createTestDice(seed);
  const startMs = Date.parse(starts[dice.fraction() < 0.8 ? 0 : 1]!);
  const timers = createTimers(startMs);
  const history = createHistory(() => `+${((timers.nowMs() - startMs) / 1_000).toFixed(1)}s`);
  const weather = given ?? createWeather(dice);
  const watch = createWatch();
  const books = createBooks();
  const disk: Disk = new Map();
  const crash = (owner: Owner) => house.crash(owner);
  const scheduler = createScheduler({ dice, history, timers, fates: weather, crash });
  const far = createFarEnd({ dice: createTestDice(seed + 1), timers, history, weather, connections });
  const observer = watchAdmissions(
    createObserver((key) => disk.has(key)),
    connections,
  );
  const ground = { scheduler, timers, connections, observer, disk, far, settings: simulatedSettings };
  const house: House = createHouse(ground, history, seed);
  house.onGone = letGo;
  postStages({ far, house, history, scheduler, timers, weather });
  return {
    seed,
    dice,
    timers,
    history,
    weather,
    watch,
    books,
    disk,
    scheduler,
    far,
    house,
    connections,
    follower: createFollower(connections),
  };
}

/** One of the admissions that are decided together. */
interface Decided {
  readonly place: number;
  readonly outcome: { readonly outcome: string };
}

/** Looks, in the moment of each admission, at what its person has under way. */
function watchAdmissions(observer: Observer, connections: Connections): Observer {
  return {
    ...observer,
    async saw(statement, transacting) {
      await observer.saw(statement, transacting);
      if (!statement.text.includes('admit_track(')) return;
      const [places, , users] = statement.values as [number[], unknown, string[]];
      for (const { place, outcome } of statement.rows as unknown as Decided[]) {
        if (outcome.outcome === 'admitted')
          await checkConcurrency(connections, users[places.indexOf(place)]!);
      }
    },
  };
}
