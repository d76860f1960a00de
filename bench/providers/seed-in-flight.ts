import type { Database } from '@impresario/database';
import { planLimits } from '@impresario/protocol';
import type { Place } from './open-place.ts';

/** A track whose task runs at the simulator and never ends. */
export interface InFlight {
  readonly taskId: string;
  readonly correlation: string;
}

const atOnce = 8;
const longestPauseSeconds = 30;
/** From the seventh look on, the pause between looks is the longest (2 s × 1.5 each time, at most 30 s). */
const looksBefore = 8;
const day = 86_400_000;

/**
 * Tracks as they are when Suno has accepted them and some minutes have passed: each of another user, admitted by
 * `admit_track`, its task started by a request of ours to the simulator, and the rows then written as the engine
 * writes them. Through the engine it would take 18 in 10 s. To be called before a server with a worker runs.
 */
export async function seedInFlight({ farEnd, db }: Place, count: number): Promise<InFlight[]> {
  await farEnd.script({ on: 'task', times: 'always', do: { fault: 'never-finishes' } });
  const seeded: InFlight[] = [];
  await Promise.all(
    Array.from({ length: atOnce }, async (_, lane) => {
      for (let index = lane; index < count; index += atOnce) {
        const trackId = crypto.randomUUID();
        await admit(db, trackId);
        const taskId = await farEnd.startTask(song.prompt);
        const correlation = crypto.randomUUID();
        await follow(db, {
          trackId,
          taskId,
          correlation,
          dueInSeconds: (index / count) * longestPauseSeconds,
        });
        seeded.push({ taskId, correlation });
      }
    }),
  );
  return seeded;
}

const song = { prompt: 'warm lo-fi piano for a rainy evening' };

async function admit({ pool }: Database, trackId: string): Promise<void> {
  const now = new Date();
  const later = new Date(now.getTime() + day).toISOString();
  const track = {
    ...{
      id: trackId,
      operation: 'generate',
      provider: 'suno',
      model: 'V5',
      title: null,
      prompt: song.prompt,
    },
    ...{ lyrics: null, styleTags: [], hasVocals: null, projectId: null, body: song, warnings: [] },
    ...{ request: { operation: 'generate', model: 'V5', ...song }, estimatedCompletionAt: later },
    ...{ queueDeadlineAt: later, deadlineAt: later },
  };
  const user = `bench-${crypto.randomUUID()}`;
  const key = crypto.randomUUID();
  const row = JSON.stringify(track);
  const limits = JSON.stringify(planLimits);
  const { rows } = await pool.query<{ outcome: { outcome: string } }>({
    name: 'admit',
    text: 'select admit_track($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as outcome',
    values: [now, user, 'free', 10_000, key, Buffer.alloc(32), limits, 1000, row, row],
  });
  if (rows[0]?.outcome.outcome !== 'admitted') throw new Error(JSON.stringify(rows[0]));
}

interface Acceptance extends InFlight {
  readonly trackId: string;
  readonly dueInSeconds: number;
}

async function follow({ pool }: Database, acceptance: Acceptance): Promise<void> {
  const { trackId, taskId, correlation, dueInSeconds } = acceptance;
  const handle = JSON.stringify({ taskId, data: { kind: 'music' } });
  await pool.query({
    name: 'accept',
    text: `insert into attempts (id, track_id, provider, number, correlation, status, handle, task_id, created_at, answered_at)
      values (gen_random_uuid(), $1, 'suno', 1, $2, 'accepted', $3, $4, now() - interval '5 minutes', now())`,
    values: [trackId, correlation, handle, taskId],
  });
  await pool.query({
    name: 'follow',
    text: `update tracks
      set status = 'processing', step = 'poll', stage = 'Being made', task_id = $2, started_at = now(),
        revision = revision + 1, poll_count = $3, due_at = now() + $4 * interval '1 second'
      where id = $1`,
    values: [trackId, taskId, looksBefore, dueInSeconds],
  });
  await pool.query({ name: 'tell', text: 'select record_event($1)', values: [trackId] });
}
