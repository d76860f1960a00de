import type { Schema } from '@impresario/database';
import { toCredits, type Operation, type TrackSnapshot } from '@impresario/protocol';
import type { PollOutcome, ProviderRequest, TaskHandle } from '@impresario/provider';
import { sql, type Selectable, type Transaction } from 'kysely';
import { fingerprint } from '../admission/canonical.ts';
import { after } from '../admission/work.ts';
import { stagedAsIs } from '../assets/staged-as-is.ts';
import type { Core } from '../core.ts';
import type { Claimed } from '../engine.ts';
import type { Caller } from '../ports.ts';
import { withDeadline } from '../worker/with-deadline.ts';
import { delivers } from './decide-files.ts';
import { readTrack } from './read.ts';

type Track = Selectable<Schema['tracks']>;

/**
 * Makes a new track of what a provider finished after its track had failed (GEN-7). The provider is asked first, so
 * nothing is charged for a song that is not there; from then on the new track is as any other that waits for its task.
 */
export async function claimLateResult(core: Core, caller: Caller, trackId: string): Promise<Claimed> {
  const track = await core.db.kysely
    .selectFrom('tracks')
    .selectAll()
    .where('id', '=', trackId)
    .where('user_id', '=', caller.userId)
    .where('makes_song', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!track) return { kind: 'not-found' };
  const earlier = await claimOf(core, caller.userId, trackId);
  if (earlier) return { kind: 'claimed', track: earlier };
  if (track.status !== 'failed') return { kind: 'illegal', status: track.status };
  const handle = await lateHandle(core, trackId);
  if (!handle || !(await isFinished(core, track, handle))) return { kind: 'nothing-there' };
  const made = await core.db.kysely.transaction().execute((tx) => claim(core, tx, caller, track, handle));
  if (made.kind === 'insufficient-credits') return made;
  core.nudge();
  const claimed = await claimOf(core, caller.userId, trackId);
  return claimed ? { kind: 'claimed', track: claimed } : { kind: 'nothing-there' };
}

async function claimOf(core: Core, userId: string, trackId: string): Promise<TrackSnapshot | null> {
  const row = await core.db.kysely
    .selectFrom('tracks')
    .select('id')
    .where('claimed_from', '=', trackId)
    .executeTakeFirst();
  return row ? readTrack(core, userId, row.id) : null;
}

/** The task that may still have brought a song: an attempt that was never settled, its name known. */
async function lateHandle(core: Core, trackId: string): Promise<TaskHandle | null> {
  const attempt = await core.db.kysely
    .selectFrom('attempts')
    .select('handle')
    .where('track_id', '=', trackId)
    .where('status', '=', 'accepted')
    .executeTakeFirst();
  return (attempt?.handle as TaskHandle | null | undefined) ?? null;
}

async function isFinished(core: Core, track: Track, handle: TaskHandle): Promise<boolean> {
  const provider = core.providers.get(track.provider);
  const { poll } = provider ?? {};
  if (!provider || !poll) return false;
  let outcome: PollOutcome;
  try {
    outcome = await withDeadline(core.clock, core.settings.submitTimeoutMs, null, (signal) =>
      poll.call(provider, handle, { signal }),
    );
  } catch (error) {
    core.log.warn({ err: error, trackId: track.id }, 'late result could not be looked at');
    return false;
  }
  if (outcome.kind !== 'seen' || outcome.snapshot.state !== 'succeeded') return false;
  return outcome.snapshot.clips.map(stagedAsIs).some((clip) => delivers(track.operation as Operation, clip));
}

type Made = { readonly kind: 'made' } | Extract<Claimed, { kind: 'insufficient-credits' }>;

async function claim(
  core: Core,
  tx: Transaction<Schema>,
  caller: Caller,
  failed: Track,
  handle: TaskHandle,
): Promise<Made> {
  const now = core.clock.now();
  const { userId } = caller;
  // The profile's row is ours from here: of two claims at once the second finds the first.
  const balance = await lockBalance(tx, caller, now);
  const twin = await tx
    .selectFrom('tracks')
    .select('id')
    .where('claimed_from', '=', failed.id)
    .executeTakeFirst();
  if (twin) return { kind: 'made' };
  // What came back when it failed, not what such a song costs by now.
  const { price, operation } = failed;
  if (balance < price) {
    return { kind: 'insufficient-credits', balance: toCredits(balance), required: toCredits(price) };
  }
  const id = core.dice.id(now);
  const row = rowFor(core, failed, id, now);
  await sql`
    select insert_track(
      ${now}, ${userId}, null, ${fingerprint('claim', { from: failed.id })}, ${price}, ${JSON.stringify(row)}, ''
    )`.execute(tx);
  if (price > 0) {
    await sql`
      select move_credits(${userId}, ${-price}, 'claim', ${id}, ${operation}, ${userId}, 'late result', ${now})`.execute(
      tx,
    );
  }
  await sql`select record_event(${id})`.execute(tx);
  await followKnownTask(core, tx, { id, failed, handle, now });
  return { kind: 'made' };
}

/** What the user has, in millicredits; nobody else moves it until the transaction ends. */
async function lockBalance(tx: Transaction<Schema>, { userId, signup }: Caller, now: Date): Promise<number> {
  const { rows } = await sql<{ balance: number }>`
    select credits_remaining as balance
    from ensure_profile(${userId}, ${signup.plan}, ${signup.millicredits}, ${now})`.execute(tx);
  return rows[0]!.balance;
}

function rowFor(core: Core, failed: Track, id: string, now: Date): object {
  const request = failed.request as ProviderRequest;
  const { maxQueueMs, maxProcessingMs } = core.settings;
  return {
    id,
    operation: failed.operation,
    makesSong: true,
    sourceTrackId: failed.source_track_id,
    sourceVersionId: failed.source_version_id,
    claimedFrom: failed.id,
    provider: failed.provider,
    model: failed.model,
    title: failed.title,
    prompt: failed.prompt,
    lyrics: failed.lyrics,
    styleTags: failed.style_tags,
    hasVocals: failed.has_vocals,
    projectId: failed.project_id,
    body: failed.body,
    request,
    warnings: failed.warnings,
    queueDeadlineAt: after(now, maxQueueMs),
    deadlineAt: after(now, maxProcessingMs),
  };
}

/** The new track's one attempt is the old one's task; it is looked at like any other. */
async function followKnownTask(
  core: Core,
  tx: Transaction<Schema>,
  { id, failed, handle, now }: { id: string; failed: Track; handle: TaskHandle; now: Date },
): Promise<void> {
  await tx
    .insertInto('attempts')
    .values({
      id: core.dice.id(now),
      track_id: id,
      provider: failed.provider,
      number: 1,
      correlation: core.dice.secret(),
      status: 'accepted',
      handle: JSON.stringify(handle),
      task_id: handle.taskId,
      created_at: now,
      answered_at: now,
    })
    .execute();
  await tx
    .updateTable('tracks')
    .set({
      status: 'processing',
      step: 'poll',
      stage: 'Fetching the late result',
      task_id: handle.taskId,
      started_at: now,
      due_at: now,
      revision: 2,
    })
    .where('id', '=', id)
    .execute();
  await sql`select record_event(${id})`.execute(tx);
}
