import { isTransient, type Schema } from '@impresario/database';
import type { Operation } from '@impresario/protocol';
import type { CallbackReading } from '@impresario/provider';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Core } from '../core.ts';
import { applyWithin } from '../tracks/apply.ts';

type Callback = Selectable<Schema['callbacks']>;

/** Of each provider, so many a minute are worked on; more are stored and wait (LIM-3). */
const perMinute = 100;

/**
 * Works off stored callbacks, each in one transaction with what it changes, so that it has its effect once (I13).
 * Returns how many there were.
 */
export async function workOffCallbacks(core: Core): Promise<number> {
  let count = 0;
  for (;;) {
    const done = await workOffOne(core);
    if (!done) break;
    count += 1;
  }
  if (count > 0) core.nudge();
  return count;
}

/** When the next callback of a provider may be worked on; null when that is now (LIM-3). */
export async function minuteIsFullUntil(core: Core, provider: string): Promise<Date | null> {
  const { rows } = await sql<{ until: Date }>`
    select applied_at + interval '1 minute' as until from callbacks
    where provider = ${provider} and applied_at > ${core.clock.now()}::timestamptz - interval '1 minute'
    order by applied_at desc offset ${perMinute - 1} limit 1`.execute(core.db.kysely);
  return rows[0]?.until ?? null;
}

async function workOffOne(core: Core): Promise<boolean> {
  let callback: Callback | undefined;
  try {
    return await core.db.kysely.transaction().execute(async (tx) => {
      const { rows } = await sql<Callback>`
        select * from due_callbacks(${core.clock.now()}, 1, ${perMinute})`.execute(tx);
      callback = rows[0];
      if (!callback) return false;
      await settle(core, tx, callback, await take(core, tx, callback));
      return true;
    });
  } catch (error) {
    if (!callback || isTransient(error)) throw error;
    // One that breaks us must not keep back all that come after it; looking makes up for it (GEN-8).
    core.log.error({ err: error, provider: callback.provider }, 'callback broke');
    await settle(core, core.db.kysely, callback, 'it could not be worked on');
    return true;
  }
}

async function settle(
  core: Core,
  db: Kysely<Schema>,
  { id, provider }: Callback,
  reason: string | null,
): Promise<void> {
  await db
    .updateTable('callbacks')
    .set({ status: reason ? 'ignored' : 'applied', reason, due_at: null, applied_at: core.clock.now() })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
  if (reason) core.log.warn({ provider, reason }, 'callback ignored');
}

/** Brings one callback to its track; says why not where it cannot be. */
async function take(core: Core, tx: Transaction<Schema>, callback: Callback): Promise<string | null> {
  const attempt = await attemptOf(tx, callback);
  if (!attempt) return 'no attempt has this address';
  // Whoever learned one correlation must not speak for another track with it.
  if (attempt.task_id !== null && callback.task_id !== null && attempt.task_id !== callback.task_id) {
    return 'its task is another than that of its address';
  }
  if (attempt.task_id === null && (await belongsToAnother(tx, callback, attempt.track_id))) {
    return 'its task is that of another track';
  }
  const reading = read(core, callback, attempt.operation as Operation);
  if (!reading) return 'it says nothing that can be used';
  const applied = await applyWithin(core, tx, {
    trackId: attempt.track_id,
    fence: null,
    raw: { saw: 'callback', attemptId: attempt.id, trusted: callback.trust === 'trusted', ...reading },
  });
  return applied.kind === 'applied' ? null : 'its track is gone';
}

/** An attempt whose reply is missing takes its task from its callback, but never one that is known as another track's. */
async function belongsToAnother(
  tx: Transaction<Schema>,
  { provider, task_id }: Callback,
  trackId: string,
): Promise<boolean> {
  if (task_id === null) return false;
  const owner = await tx
    .selectFrom('attempts')
    .select('id')
    .where('provider', '=', provider)
    .where('task_id', '=', task_id)
    .where('track_id', '<>', trackId)
    .limit(1)
    .executeTakeFirst();
  return owner !== undefined;
}

function read(core: Core, callback: Callback, operation: Operation): CallbackReading | null {
  return core.providers.get(callback.provider)?.callbacks?.read(callback.body, operation) ?? null;
}

function attemptOf(tx: Transaction<Schema>, { provider, correlation, task_id }: Callback) {
  const query = tx
    .selectFrom('attempts')
    .innerJoin('tracks', 'tracks.id', 'attempts.track_id')
    .select(['attempts.id', 'attempts.track_id', 'attempts.task_id', 'tracks.operation'])
    .where('attempts.provider', '=', provider);
  return correlation === null
    ? query.where('attempts.task_id', '=', task_id).orderBy('attempts.created_at', 'desc').executeTakeFirst()
    : query.where('attempts.correlation', '=', correlation).executeTakeFirst();
}
