import { claimAll } from './people/deeds.ts';
import { Violation } from './scheduler/operation.ts';
import type { World } from './world.ts';

/** By then every deadline there is has passed, with its grace. */
const patienceMs = 20 * 60_000;
const retryMs = 10_000;
/** Longer than a blob without a row is left alone. */
const quietHourMs = 75 * 60_000;

/** All goes well from now on: everything begun comes to an end, late results are claimed, and an hour passes. */
export async function bringToEnd(world: World): Promise<void> {
  const { weather, house, scheduler, books, connections, watch } = world;
  weather.clear();
  if (house.standing().length === 0) await house.join();
  await scheduler.quiet();
  await untilNothingIsOpen(world);
  const { rows } = await connections.monitor.query<{ id: string }>(
    `select id from tracks where status = 'failed' order by created_at, id`,
  );
  if (rows.length > 0) {
    claimAll(
      world,
      house.standing(),
      rows.map(({ id }) => id),
    );
    await scheduler.quiet();
    await untilNothingIsOpen(world);
  }
  // One that keeps house is enough.
  for (const node of house.standing().slice(1)) await house.crash(node);
  // What tries again after a fault of the disk does so now, and not with a file that is new after the hour.
  await pass(world, retryMs);
  await pass(world, quietHourMs);
  watch.raise();
  house.mustNotComplain();
  if (scheduler.parkedCount() > 0) throw new Violation('GEN-11', 'statements still wait for locks');
  if (books.pendingCount > 0)
    throw new Violation('GEN-11', `${books.pendingCount} people still wait for an answer`);
}

/** So much time at once, and all that falls due in it. */
async function pass(world: World, ms: number): Promise<void> {
  const { timers, scheduler } = world;
  timers.jump(ms);
  while (timers.isLate() || scheduler.waitingCount() > 0) {
    if (!(await scheduler.step())) await runTimer(world);
  }
}

async function untilNothingIsOpen(world: World): Promise<void> {
  const { scheduler, timers, watch, house } = world;
  const giveUpAtMs = timers.nowMs() + patienceMs;
  for (;;) {
    watch.raise();
    if (await scheduler.step()) continue;
    house.mustNotComplain();
    if (!(await isAnythingOpen(world))) return;
    if (timers.nowMs() > giveUpAtMs)
      throw new Violation('I7', `still open: ${JSON.stringify(await openTracks(world))}`);
    await runTimer(world);
  }
}

async function runTimer({ history, timers, scheduler }: World): Promise<void> {
  const label = timers.runNext();
  if (label === null) throw new Violation('I7', 'nothing is due and something is open');
  history.step(label);
  await scheduler.quiet();
}

async function isAnythingOpen({ connections, books, house }: World): Promise<boolean> {
  if (books.pendingCount > 0 || house.isStopping()) return true;
  const { rows } = await connections.monitor.query<{ open: boolean }>(`
    select exists (select from tracks where due_at is not null)
      or exists (select from callbacks where due_at is not null) as open`);
  return rows[0]!.open;
}

async function openTracks({ connections }: World): Promise<unknown[]> {
  const { rows } = await connections.monitor.query<Record<string, unknown>>(
    `select id, status, step, provider, due_at, lease_until, deadline_at from tracks where due_at is not null`,
  );
  return rows;
}
