import { openDatabase, startEmbeddedPostgres, checkInvariants } from '@impresario/database';
import type { Track } from '@impresario/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ask,
  makeDataDirectory,
  runServer,
  signToken,
  userClaims,
  type ServerProcess,
} from '../src/testing.ts';

const killCount = 10;
const seed = 20_260_301;
const secret = 'crash-crash-crash-crash-crash-crash';
const env = { JWT_SECRET: secret };

interface Acknowledged {
  readonly token: string;
  readonly key: string;
  readonly body: object;
  readonly text: string;
}

describe('kill -9 of the whole process at ten seeded moments', () => {
  let place: Awaited<ReturnType<typeof makeDataDirectory>>;

  beforeAll(async () => (place = await makeDataDirectory()));
  afterAll(() => place.remove());

  it(
    '[I1] [I2] [I8] [I17] [GEN-8] loses no acknowledged track and charges none twice',
    { timeout: 240_000 },
    async () => {
      const random = seededFractions(seed);
      const acknowledged: Acknowledged[] = [];
      let requestCount = 0;

      for (let kill = 0; kill < killCount; kill += 1) {
        const server = await runServer(place.dataDir, env);
        const stop = { now: false };
        const stream = send(server, stop, acknowledged, () => (requestCount += 1));
        // From "just started" to "several renders under way".
        await passed(50 + random() * 1_500);
        await server.kill();
        stop.now = true;
        await stream;
      }

      const server = await runServer(place.dataDir, env);
      expect(acknowledged.length, `of ${requestCount} requests`).toBeGreaterThan(killCount);
      const tracks = await finished(server, acknowledged);
      expect(tracks.map((track) => track.status)).toEqual(tracks.map(() => 'completed'));
      expect(tracks.map((track) => track.creditsRefunded)).toEqual(tracks.map(() => 0));
      for (const { token, key, body, text } of acknowledged) {
        const replay = await ask({ ...server, token }, 'POST', '/v1/tracks', body, {
          'idempotency-key': key,
        });
        expect([replay.status, replay.headers.get('idempotent-replayed'), replay.text]).toEqual([
          202,
          'true',
          text,
        ]);
      }
      expect(await server.end()).toBe(0);
      expect(await violations(place.dataDir)).toEqual([]);
    },
  );
});

/** A steady stream of small tracks, each by a user of its own, until it is stopped or nobody answers. */
async function send(
  server: ServerProcess,
  stop: { now: boolean },
  acknowledged: Acknowledged[],
  count: () => number,
): Promise<void> {
  while (!stop.now) {
    const number = count();
    const key = `crash-${number}`;
    const token = signToken(secret, userClaims(`user-${number}`));
    const body = { prompt: `short piano ${number}`, durationSeconds: 10, variants: 1 };
    try {
      const reply = await ask({ ...server, token }, 'POST', '/v1/tracks', body, { 'idempotency-key': key });
      if (reply.status === 202) acknowledged.push({ token, key, body, text: reply.text });
      await passed(300);
    } catch {
      return;
    }
  }
}

async function finished(server: ServerProcess, acknowledged: readonly Acknowledged[]): Promise<Track[]> {
  const tracks: Track[] = [];
  for (const { token, text } of acknowledged) {
    const { id } = JSON.parse(text) as Track;
    for (;;) {
      const reply = await ask({ ...server, token }, 'GET', `/v1/tracks/${id}`);
      expect(reply.status).toBe(200);
      const track = JSON.parse(reply.text) as Track;
      if (['completed', 'failed', 'cancelled'].includes(track.status)) {
        tracks.push(track);
        break;
      }
      await passed(100);
    }
  }
  return tracks;
}

async function violations(dataDir: string): Promise<unknown[]> {
  const embedded = await startEmbeddedPostgres({ dataDir });
  const db = openDatabase({ connectionString: embedded.connectionString });
  try {
    return await checkInvariants(db.pool);
  } finally {
    await db.close();
    await embedded.stop();
  }
}

/** Real time, because real processes are killed in it. */
function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function seededFractions(start: number): () => number {
  let state = start;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
