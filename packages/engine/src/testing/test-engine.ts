import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkInvariants } from '@impresario/database';
import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { CreateTrack, TrackSnapshot } from '@impresario/protocol';
import type { MusicProvider } from '@impresario/provider';
import { createDiskStore, type BlobStore } from '@impresario/storage';
import { createEngine } from '../create-engine.ts';
import type { Admission, Engine } from '../engine.ts';
import type { Caller, EngineSettings, Log } from '../ports.ts';
import { createTestClock, type TestClock } from './test-clock.ts';
import { createTestDice } from './test-dice.ts';

export const testSettings: EngineSettings = {
  defaultProvider: 'scripted',
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
};

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const alice: Caller = { userId: 'alice', signup: { plan: 'premium', millicredits: 10_000 } };

export interface TestEngine {
  readonly engine: Engine;
  readonly db: TestDatabase;
  readonly blobs: BlobStore;
  readonly clock: TestClock;
  /** Another engine on the same database, store and clock: a second node, or the first after a crash. */
  another(providers?: readonly MusicProvider[]): Engine;
  /** Admits a track for Alice and returns its id. */
  admit(body?: Partial<CreateTrack>, caller?: Caller): Promise<string>;
  submit(body?: Partial<CreateTrack>, caller?: Caller, idempotencyKey?: string | null): Promise<Admission>;
  read(trackId: string, userId?: string): Promise<TrackSnapshot>;
  /** Moves time in steps until the track is as wanted. */
  until(trackId: string, wanted: (track: TrackSnapshot) => boolean): Promise<TrackSnapshot>;
  /** Rows that break an invariant of spec §16; always none. */
  violations(): Promise<unknown[]>;
  close(): Promise<void>;
}

interface Options {
  readonly providers: readonly MusicProvider[];
  readonly settings?: Partial<EngineSettings>;
  readonly blobs?: (store: BlobStore) => BlobStore;
  readonly log?: Log;
}

/** The whole engine on a real database and a real disk, under a clock that the test moves. */
export async function openTestEngine({ providers, settings, blobs, log }: Options): Promise<TestEngine> {
  const db = await openTestDatabase();
  const directory = await mkdtemp(path.join(tmpdir(), 'impresario-blobs-'));
  const disk = await createDiskStore({ directory });
  const store = blobs ? blobs(disk) : disk;
  const clock = createTestClock();
  const engines: Engine[] = [];

  function another(others = providers): Engine {
    const made = createEngine({
      db,
      blobs: store,
      providers: others,
      clock,
      dice: createTestDice(engines.length + 1),
      log: log ?? silent,
      settings: { ...testSettings, ...settings },
      download: downloadPlainly,
    });
    engines.push(made);
    return made;
  }
  const engine = another();

  const submit: TestEngine['submit'] = (body = {}, caller = alice, idempotencyKey = null) =>
    engine.admit({ caller, body: { prompt: 'a song', ...body }, idempotencyKey });

  async function read(trackId: string, userId = alice.userId): Promise<TrackSnapshot> {
    const track = await engine.readTrack(userId, trackId);
    if (!track) throw new Error(`no track ${trackId}`);
    return track;
  }

  return {
    engine,
    db,
    blobs: store,
    clock,
    another,
    submit,
    read,
    async admit(body, caller) {
      const admission = await submit(body, caller);
      if (admission.kind !== 'admitted') throw new Error(`not admitted: ${JSON.stringify(admission)}`);
      return admission.trackId;
    },
    async until(trackId, wanted) {
      return eventually(
        () => read(trackId),
        wanted,
        () => clock.advance(250),
      );
    },
    violations: () => checkInvariants(db.pool, { now: clock.now() }),
    async close() {
      await Promise.all(engines.map((one) => one.stop()));
      await db.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const patienceMs = 15_000;

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

/** What the outside world's guarded download does, without its guard: the far ends of tests are on loopback. */
async function downloadPlainly(url: string, signal: AbortSignal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return { bytes: new Uint8Array(await response.arrayBuffer()), mimeType: response.headers.get('content-type') };
}
