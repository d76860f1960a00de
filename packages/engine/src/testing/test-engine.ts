import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkInvariants } from '@impresario/database';
import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { RateLimiter } from '@impresario/limits';
import { planLimits, priceMillicredits, type CreateTrack, type TrackSnapshot } from '@impresario/protocol';
import type { MusicProvider } from '@impresario/provider';
import { createDiskStore, type BlobStore } from '@impresario/storage';
import type { Download } from '../core.ts';
import { createEngine } from '../create-engine.ts';
import type { Admission, Engine } from '../engine.ts';
import type { Caller, EngineSettings, Log } from '../ports.ts';
import { createMortalWorld, endConnections, type MortalWorld } from './mortal-world.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { createTestDice } from './test-dice.ts';

export const testSettings: EngineSettings = {
  defaultProvider: 'scripted',
  prices: priceMillicredits,
  plans: planLimits,
  creditPriceUsd: null,
  maxQueueMs: 600_000,
  submitTimeoutMs: 30_000,
  inlineSubmitTimeoutMs: 600_000,
  maxProcessingMs: 600_000,
  maxDownloadMs: 120_000,
  pollInitialMs: 2_000,
  pollMaxMs: 30_000,
  pollBackoff: 1.5,
  leaseMs: 10_000,
  lookEveryMs: 1_000,
  callbackBaseUrl: null,
  callbackUrls: {},
};

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const alice: Caller = { userId: 'alice', signup: { plan: 'premium', millicredits: 10_000 } };

/** One process of ours. */
export interface TestNode {
  readonly engine: Engine;
  /** Ends it as `kill -9` does: nothing of it happens any more. */
  kill(): Promise<void>;
  /** Cuts its database connections, as a restart of the server does; it lives on. */
  disconnect(): Promise<void>;
}

export interface TestEngine {
  readonly engine: Engine;
  readonly db: TestDatabase;
  readonly blobs: BlobStore;
  readonly clock: TestClock;
  /** The process of `engine`. */
  readonly node: TestNode;
  /** Another process on the same database, store and clock: a second node, or the first after a crash. */
  another(providers?: readonly MusicProvider[], settings?: Partial<EngineSettings>): TestNode;
  /** Admits a track for Alice and returns its id. */
  admit(body?: Partial<CreateTrack>, caller?: Caller): Promise<string>;
  submit(body?: Partial<CreateTrack>, caller?: Caller, idempotencyKey?: string | null): Promise<Admission>;
  read(trackId: string, userId?: string): Promise<TrackSnapshot>;
  /** Moves time in steps until the track is as wanted. */
  until(trackId: string, wanted: (track: TrackSnapshot) => boolean, stepMs?: number): Promise<TrackSnapshot>;
  /** Moves time by this much, in steps, letting everything that falls due happen. */
  pass(ms: number, stepMs?: number): Promise<void>;
  /** Lets everything happen that needs no time to pass. */
  settle(): Promise<void>;
  /** Rows that break an invariant of spec §16, and files that do not agree with their rows; always none. */
  violations(): Promise<unknown[]>;
  close(): Promise<void>;
}

export interface TestEngineOptions {
  readonly providers: readonly MusicProvider[];
  readonly settings?: Partial<EngineSettings>;
  readonly blobs?: (store: BlobStore) => BlobStore;
  /** How files are fetched; plainly, without a guard, when not given. */
  readonly download?: Download;
  readonly log?: Log;
  /** Where requests are counted; in PostgreSQL when not given. */
  readonly limiter?: RateLimiter | undefined;
  readonly startAt?: Date;
  /** A database that outlives this engine; one of its own when not given. */
  readonly db?: TestDatabase;
}

/** The whole engine on a real database and a real disk, under a clock that the test moves. */
export async function openTestEngine(options: TestEngineOptions): Promise<TestEngine> {
  const db = options.db ?? (await openTestDatabase());
  const directory = await mkdtemp(path.join(tmpdir(), 'impresario-blobs-'));
  const disk = await createDiskStore({ directory });
  const blobs = options.blobs ? options.blobs(disk) : disk;
  const clock = createTestClock(options.startAt);
  const { another, worlds } = createNodes(options, { db, blobs, clock });
  const node = another();
  const { engine } = node;

  const submit: TestEngine['submit'] = (body = {}, caller = alice, idempotencyKey = null) =>
    engine.admit({ caller, body: { prompt: 'a song', ...body }, idempotencyKey });

  /** The owner is looked up, so that a test need not repeat who asked. */
  async function read(trackId: string): Promise<TrackSnapshot> {
    const { rows } = await db.pool.query<{ track: TrackSnapshot }>(
      'select track_snapshot(t) as track from tracks t where t.id = $1',
      [trackId],
    );
    if (!rows[0]) throw new Error(`no track ${trackId}`);
    return rows[0].track;
  }

  async function pass(ms: number, stepMs = 250): Promise<void> {
    for (let left = ms; left > 0; left -= stepMs) {
      await settle(worlds);
      clock.advance(Math.min(stepMs, left));
    }
    await settle(worlds);
  }

  return {
    engine,
    node,
    db,
    blobs,
    clock,
    another,
    submit,
    read,
    pass,
    settle: () => settle(worlds),
    async admit(body, caller) {
      const admission = await submit(body, caller);
      if (admission.kind !== 'admitted') throw new Error(`not admitted: ${JSON.stringify(admission)}`);
      return admission.trackId;
    },
    until(trackId, wanted, stepMs = 250) {
      const seen = async () => {
        await settle(worlds);
        return read(trackId);
      };
      return eventually(seen, wanted, () => clock.advance(stepMs));
    },
    async violations() {
      return [...(await checkInvariants(db.pool, { now: clock.now() })), ...(await wrongFiles(db, disk))];
    },
    async close() {
      await Promise.all(worlds.map((world) => world.kill()));
      if (!options.db) await db.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Ground {
  readonly db: TestDatabase;
  readonly blobs: BlobStore;
  readonly clock: TestClock;
}

/** Makes processes on common ground. */
function createNodes(options: TestEngineOptions, { db, blobs, clock }: Ground) {
  const worlds: MortalWorld[] = [];

  function another(providers = options.providers, settings = options.settings): TestNode {
    const name = `node-${worlds.length + 1}`;
    const world = createMortalWorld({
      name,
      outside: db,
      clock,
      blobs,
      providers,
      download: options.download ?? downloadPlainly,
    });
    worlds.push(world);
    const engine = createEngine({
      db: world.db,
      blobs: world.blobs,
      providers: world.providers,
      clock: world.clock,
      dice: createTestDice(worlds.length),
      log: options.log ?? silent,
      limiter: options.limiter,
      settings: { ...testSettings, ...settings },
      download: world.download,
    });
    return { engine, kill: world.kill, disconnect: () => endConnections(db, name) };
  }

  return { another, worlds };
}

const quietTurns = 3;
const patienceMs = 15_000;

/** Waits until no process has anything under way that goes on by itself; fails after 15 real seconds. */
async function settle(worlds: readonly MortalWorld[]): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (let quiet = 0; quiet < quietTurns;) {
    if (performance.now() > giveUpAt) throw new Error('still busy');
    const isBusy = worlds.some((world) => world.isBusy());
    quiet = isBusy ? 0 : quiet + 1;
    // Spinning would take the core from the very database we wait for.
    await new Promise((resolve) => (isBusy ? setTimeout(resolve, 1) : setImmediate(resolve)));
  }
}

/** Looks until what is seen is as wanted, letting other work run in between; gives up after 15 real seconds. */
export async function eventually<T>(
  look: () => Promise<T>,
  wanted: (seen: T) => boolean,
  meanwhile: () => void = () => {},
): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (wanted(seen)) return seen;
    if (performance.now() > giveUpAt) throw new Error(`still not as wanted: ${JSON.stringify(seen)}`);
    meanwhile();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** I11 and I12 against the disk: every file of a row is there, whole. */
async function wrongFiles(db: TestDatabase, disk: BlobStore): Promise<unknown[]> {
  const assets = await db.kysely.selectFrom('assets').select(['key', 'bytes']).execute();
  const wrong = await Promise.all(
    assets.map(async ({ key, bytes }) => {
      const found = await disk.stat(key);
      return found?.bytes === bytes ? [] : [{ name: 'I12 no row without its blob', key, bytes, found }];
    }),
  );
  return wrong.flat();
}

/** What the outside world's guarded download does, without its guard: the far ends of tests are on loopback. */
async function downloadPlainly(url: string, signal: AbortSignal) {
  const response = await fetch(url, { signal });
  if (!response.ok || !response.body) {
    throw Object.assign(new Error(`HTTP ${response.status}`), {
      code: 'http-status',
      status: response.status,
    });
  }
  return { body: response.body, mimeType: response.headers.get('content-type') };
}
