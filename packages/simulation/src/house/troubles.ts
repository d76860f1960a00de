import type { Dice } from '@impresario/engine';
import type { Connections } from '../database/connections.ts';
import type { FarEnd } from '../far-end/far-end.ts';
import { forgeCallback } from '../far-end/forge-callback.ts';
import type { History } from '../scheduler/history.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Timers } from '../scheduler/timers.ts';
import type { Weather } from '../weather.ts';
import type { House } from './house.ts';

interface Parts {
  readonly connections: Connections;
  readonly dice: Dice;
  readonly far: FarEnd;
  readonly history: History;
  readonly house: House;
  readonly scheduler: Scheduler;
  readonly timers: Timers;
  readonly weather: Weather;
}

/** Something happens to the machines, the clocks, the providers or by the hand of a forger. */
export type TroubleStrikes = () => Promise<void>;

export function createTroubles(parts: Parts): TroubleStrikes {
  const { dice, far, history, house, timers, weather } = parts;
  const between = (low: number, high: number) => Math.floor(low + dice.fraction() * (high - low));

  const troubles: readonly (readonly [number, string, () => unknown])[] = [
    [3, 'killed', kill],
    [4, 'started', () => house.join()],
    [2, 'stopped', stop],
    [4, 'paused', () => withNode((node) => house.pause(node, between(3_000, 25_000)))],
    [2, 'clock skewed', () => withNode((node) => (node.skewMs = between(-4_000, 4_000)))],
    [3, 'time jumped', () => timers.jump(between(20_000, 150_000))],
    [2, 'provider out', brownOut],
    [4, 'callback forged', () => forgeCallback(parts)],
  ];
  const total = troubles.reduce((sum, [weight]) => sum + weight, 0);

  function withNode(act: (node: NonNullable<ReturnType<House['any']>>) => void): void {
    const node = house.any(dice);
    if (node) act(node);
  }

  async function kill(): Promise<void> {
    const node = house.any(dice);
    if (!node) return;
    await house.crash(node);
    await parts.scheduler.unpark();
  }

  function stop(): void {
    if (house.standing().length > 1) withNode((node) => house.stop(node));
  }

  function brownOut(): void {
    const provider = ['trusted', 'hinted', 'paid', 'own'][between(0, 4)]!;
    weather.setOut(provider, true);
    history.deed(`${provider} is out`);
    timers.schedule(
      far.owner,
      `${provider} is back`,
      () => weather.setOut(provider, false),
      between(5_000, 40_000),
    );
  }

  return async () => {
    let left = dice.fraction() * total;
    for (const [weight, name, strike] of troubles) {
      left -= weight;
      if (left >= 0) continue;
      weather.count(name);
      await strike();
      return;
    }
  };
}
