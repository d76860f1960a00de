import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { SimulatorState, TaskState } from '@impresario/simulators';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNotebook, type Notebook } from '../notebook.ts';
import type { Wish } from '../wish.ts';
import { findBilledTwice } from './find-billed-twice.ts';
import { findDoubleCharges, findDoubleRefunds } from './find-double-money.ts';
import { findExceededQuotas } from './find-exceeded-quotas.ts';
import { findLateTracks, findLostWork } from './find-lost-work.ts';
import { findMissingBlobs } from './find-missing-blobs.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const at = (seconds: number) => new Date(noon + seconds * 1_000);

let db: TestDatabase;
let notebook: Notebook;

/** What the constraints forbid has to be there once, to show that it would be seen. */
beforeAll(async () => {
  db = await openTestDatabase();
  await db.pool.query('drop index one_debit_per_charge, one_refund_per_charge, one_track_per_user_and_key');
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.pool.query('truncate profiles, tracks, credit_transactions, events, attempts, assets cascade');
  await db.pool.query(
    `insert into profiles (user_id, plan, credits_remaining, credits_used_today, credits_used_on, created_at, updated_at)
     values ('ann', 'free', 0, 0, now(), now(), now())`,
  );
  notebook = createNotebook();
});

const wish: Wish = {
  number: 1,
  userId: 'ann',
  method: 'POST',
  path: '/v1/tracks',
  body: {},
  key: 'k-1',
  promises: 'work',
  isTwin: false,
};

function acknowledge(n: number, changes: Partial<Wish> = {}, text = JSON.stringify({ id: idOf(n) })): void {
  const asked = { ...wish, number: n, key: `k-${n}`, ...changes };
  notebook.noteWish(asked);
  notebook.noteAnswer(asked, { status: 202, text, sentAt: noon, answeredAt: noon });
}

/** A track that began and ended at these seconds, with the deadline a minute after its beginning. */
async function track(n: number, { began = 0, ended = 10, status = 'completed', key = `k-${n}` } = {}) {
  await db.pool.query(
    `insert into tracks (id, user_id, idempotency_key, fingerprint, response, provider, prompt, style_tags, body, request,
       warnings, price, status, revision, error, queue_deadline_at, deadline_at, created_at, updated_at)
     values ($1, 'ann', $2, '', '', 'suno', 'p', '{}', jsonb_build_object('prompt', 'p for wish ' || $3::text), '{}', '[]',
       1000, $4, 1, case when $4 <> 'completed' then '{}'::jsonb end, $6, $6, $5, $5)`,
    [idOf(n), key, n, status, at(began), at(began + 60)],
  );
  await db.pool.query(
    `insert into events (user_id, track_id, type, revision, track, occurred_at) values ('ann', $1, $2, 1, '{}', $3)`,
    [idOf(n), `track.${status}`, at(ended)],
  );
}

async function move(n: number, type: string, amount: number): Promise<void> {
  await db.pool.query(
    `insert into credit_transactions (id, user_id, track_id, operation, type, amount, balance_after, actor, reason, created_at)
     values (gen_random_uuid(), 'ann', $1, 'generate', $2, $3, 0, 'a', 'r', now())`,
    [idOf(n), type, amount],
  );
}

describe('the verdict', () => {
  it('[I8] sees work that is gone and a cancel that did not hold', async () => {
    acknowledge(1);
    acknowledge(2);
    acknowledge(3, { userId: 'bob' });
    await track(2);
    await track(3);
    acknowledge(2, { promises: 'cancel' });
    expect(await findLostWork(db.pool, notebook)).toEqual([
      `${idOf(1)} of ann is gone`,
      `${idOf(3)} belongs to ann, not to bob`,
      `${idOf(2)} was cancelled and is completed`,
    ]);
  });

  it('[I7] sees a track that ended after its deadline and the grace', async () => {
    await track(1, { ended: 60 + 10 + 29 });
    await track(2, { ended: 60 + 10 + 31 });
    const deadlines = { queueMs: 0, submitMs: 0, processingMs: 0, downloadMs: 10_000 };
    expect(await findLateTracks(db.pool, deadlines)).toEqual([expect.stringContaining(idOf(2))]);
  });

  it('[I2] sees a second debit, a second track under one key and one that nobody asked for', async () => {
    acknowledge(1);
    acknowledge(2);
    await track(1);
    await track(2);
    await move(1, 'generation', -1000);
    expect(await findDoubleCharges(db.pool, notebook)).toEqual([]);
    await move(1, 'generation', -1000);
    await track(3, { key: 'k-2' });
    await track(4, { key: 'k-4' });
    expect(await findDoubleCharges(db.pool, notebook)).toEqual([
      `${idOf(1)}: debited twice`,
      `${idOf(3)}: a second one under ann k-2`,
      `${idOf(4)}: nobody asked for it`,
    ]);
  });

  it('[I2] sees a second refund', async () => {
    await move(1, 'generation', -1000);
    await move(1, 'refund', 1000);
    expect(await findDoubleRefunds(db.pool)).toEqual([]);
    await move(1, 'refund', 1000);
    expect(await findDoubleRefunds(db.pool)).toEqual([idOf(1)]);
  });

  it('[I17] sees a second answer of other bytes', () => {
    acknowledge(1);
    acknowledge(1);
    expect(notebook.otherBytes).toEqual([]);
    acknowledge(1, {}, JSON.stringify({ id: idOf(1), status: 'processing' }));
    expect(notebook.otherBytes).toEqual(['ann k-1']);
  });

  it('[I9] sees a job that was billed twice for one attempt, and one without any', async () => {
    await track(1);
    await db.pool.query(
      `insert into attempts (id, track_id, number, correlation, status, provider, created_at)
       values (gen_random_uuid(), $1, 1, 'c-1', 'unknown', 'suno', now())`,
      [idOf(1)],
    );
    const task = (callbackUrl: string | null, prompt = '') => ({ callbackUrl, prompt }) as TaskState;
    const tasks = [
      task('http://us/webhooks/suno/c-1'),
      task('http://us/webhooks/suno/c-1'),
      task('http://us/webhooks/suno/c-2'),
      task(null, 'p for wish 1'),
    ];
    const book = async () => ({ tasks }) as unknown as SimulatorState;
    expect(await findBilledTwice(db.pool, [{ url: '', apiKey: '', book, close: async () => {} }])).toEqual([
      'c-1: 2 jobs, 1 attempts',
      'c-2: 1 jobs, 0 attempts',
    ]);
  });

  it('[I11] sees a file that is not there', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'impresario-verdict-'));
    await track(1);
    const client = await db.pool.connect();
    await client.query('set session_replication_role = replica');
    await client.query(
      `insert into assets (id, track_id, version_id, kind, key, mime_type, bytes, sha256, created_at)
       values (gen_random_uuid(), $1, gen_random_uuid(), 'audio', 'tracks/a.mp3', 'audio/mpeg', 1, '', now())`,
      [idOf(1)],
    );
    client.release(true);
    expect(await findMissingBlobs(db.pool, dataDir)).toEqual(['tracks/a.mp3 is not there']);
    await rm(dataDir, { recursive: true });
  });

  it('[I16] sees two songs at once, eleven in a day and a bucket that gave too much', async () => {
    for (let n = 1; n <= 3; n += 1) await track(n, { began: n, ended: n });
    expect(await findExceededQuotas(db.pool, [])).toEqual([]);
    await track(4, { began: 4, ended: 30 });
    const redisLost = [noon + 2_000];
    expect(await findExceededQuotas(db.pool, [])).toEqual(['ann: more in a minute than the bucket holds']);
    expect(await findExceededQuotas(db.pool, redisLost)).toEqual([]);
    await track(5, { began: 20, ended: 31 });
    expect(await findExceededQuotas(db.pool, redisLost)).toEqual(['ann: 2 at once']);
    for (let n = 6; n <= 11; n += 1) await track(n, { began: n * 60, ended: n * 60 });
    expect(await findExceededQuotas(db.pool, redisLost)).toEqual(['ann: 2 at once', 'ann: 11 in a day']);
  });
});
