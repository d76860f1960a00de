import { emptyEverything } from '@impresario/engine/testing';
import { checkEnd, checkRules } from '../checks/check-end.ts';
import type { Connections } from '../database/connections.ts';
import { createTroubles } from '../house/troubles.ts';
import { bringToEnd } from '../bring-to-end.ts';
import { createPeople } from '../people/deeds.ts';
import { Violation } from '../scheduler/operation.ts';
import { createWorld, type World } from '../world.ts';

/** What became of one seed; plain JSON. */
export interface Run {
  readonly seed: number;
  readonly hash: string;
  readonly stepCount: number;
  /** How often each kind of trouble struck. */
  readonly troubles: Readonly<Record<string, number>>;
  /** The rule that was broken; null when all held. */
  readonly violation: { readonly rule: string; readonly message: string; readonly history: string } | null;
}

/** Plays one seed: first with every fault, while rules are watched, then with none, until all is over. */
export async function runSeed(connections: Connections, seed: number): Promise<Run> {
  await connections.monitor.query(emptyEverything);
  const world = createWorld({ seed, connections });
  let violation: Run['violation'] = null;
  try {
    await misbehave(world);
    await bringToEnd(world);
    await leave(world);
    await checkEnd(world, new Date(world.timers.nowMs()));
  } catch (error) {
    const { rule, message } =
      error instanceof Violation ? error : { rule: 'the simulation', message: stackOf(error) };
    violation = { rule, message, history: world.history.text() };
  }
  await leave(world);
  return {
    seed,
    hash: world.history.hash(),
    stepCount: world.history.stepCount(),
    troubles: Object.fromEntries(world.weather.counts),
    violation,
  };
}

/** Everybody goes home, so that nobody's open transaction holds back the event log. */
async function leave({ connections, house }: World): Promise<void> {
  for (const node of house.standing()) await node.kill();
  await connections.reclaim();
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const looksEvery = 120;
const stepsMax = 1_200;

/** Longer than a lease now and then. */
const waitMs = 8_000;

/** Shares of the scheduler's choices, where something waits to be done. */
const patiences = [0.75, 0.9, 0.95];

async function misbehave(world: World): Promise<void> {
  const { dice, scheduler, house, history, watch } = world;
  const act = createPeople(world);
  const strike = createTroubles(world);
  const patience = patiences[Math.floor(dice.fraction() * patiences.length)]!;
  let deedsLeft = 8 + Math.floor(dice.fraction() * 12);
  let afterwards = 40 + Math.floor(dice.fraction() * 80);
  await house.join();
  await house.join();
  await scheduler.quiet();
  while (afterwards > 0 && history.stepCount() < stepsMax) {
    const isDone = dice.fraction() < patience && (await scheduler.step());
    if (!isDone) {
      const choice = dice.fraction();
      if (house.standing().length === 0 && choice < 0.3) await house.join();
      else if (choice < 0.4 && deedsLeft > 0) deedsLeft -= act() ? 1 : 0;
      else if (choice < 0.47) await strike();
      else passTime(world);
      await scheduler.quiet();
    }
    if (deedsLeft === 0) afterwards -= 1;
    watch.raise();
    house.mustNotComplain();
    if (history.stepCount() % looksEvery === 0) await look(world);
  }
}

/** Mostly to the next timer; while something waits to be done, not for longer than that takes in life. */
function passTime({ dice, history, scheduler, timers }: World): void {
  const stepMs = scheduler.waitingCount() > 0 ? dice.fraction() * waitMs : Infinity;
  const label = timers.runNext(stepMs);
  if (label === null && stepMs < Infinity) timers.jump(Math.floor(stepMs));
  history.step(label ?? 'time passes');
}

/** The rules that hold at any moment. */
async function look({ connections, timers, follower }: World): Promise<void> {
  await checkRules(connections, new Date(timers.nowMs()), false);
  await follower.look();
}
