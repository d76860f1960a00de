import { Readable } from 'node:stream';
import { openTestDatabase } from '@impresario/database/testing';
import { openTestEngine, type TestEngine } from '@impresario/engine/testing';
import { createHttp, createPresenter, listen } from '@impresario/http';
import { sideOperations, songOperations } from '@impresario/protocol';
import { createMiniMaxProvider } from '@impresario/provider-minimax';
import { createMurekaProvider } from '@impresario/provider-mureka';
import { createSunoProvider } from '@impresario/provider-suno';
import { createScriptedInlineProvider } from '@impresario/provider/conformance';
import { createRealtime } from '@impresario/realtime';
import { signToken } from '../src/testing.ts';
import { inProcess, type Shelf } from './in-process-provider.ts';
import { createLogBook, type LogBook } from './log-book.ts';
import { seededFraction } from './seeded-fraction.ts';

export const WEBHOOK_SECRET = 'a webhook secret that only Suno knows';
const JWT_SECRET = 'a token secret of more than 32 characters';
const FILE_SECRET = 'a file secret of more than 32 characters';

const identity = {
  kind: 'jwt',
  keys: { kind: 'secret', secret: JWT_SECRET },
  issuer: null,
  audience: 'authenticated',
  signup: { plan: 'premium', millicredits: 1_000_000_000 },
} as const;

/** The whole server but its composition root: real HTTP, engine, PostgreSQL and files, on a clock of its own. */
export interface House {
  readonly url: string;
  readonly test: TestEngine;
  readonly log: LogBook;
  /** A token that holds for longer than any run. */
  tokenOf(userId: string, claims?: object): string;
  /** Lets `ms` pass, and everything happen that falls due. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** The same `seed` gives the same fates of the same requests. */
export async function openHouse(seed: number): Promise<House> {
  const log = createLogBook();
  const db = await openTestDatabase();
  const fraction = seededFraction(seed);
  const shelf: Shelf = new Map();
  const test: TestEngine = await openTestEngine({
    db,
    log,
    providers: adapters(() => test.clock.now()).map((real) => inProcess(real, fraction, shelf)),
    settings: {
      defaultProvider: 'local',
      callbackBaseUrl: 'https://engine.test',
      plans: generous,
      lookEveryMs: 3_000,
    },
    download: fromShelf(shelf),
  });
  const { clock, engine, blobs } = test;
  // The address is part of what the app answers, and known only once it listens.
  let app: ReturnType<typeof createHttp> | null = null;
  const gate: ReturnType<typeof createHttp>['fetch'] = (...request) => app!.fetch(...request);
  const listening = await listen({ app: { fetch: gate }, host: '127.0.0.1', port: 0, clock });
  const publicUrl = listening.url;
  const { present } = createPresenter({ clock, fileUrlSecret: FILE_SECRET, publicUrl });
  const realtime = createRealtime({ pool: db.pool, clock, log, present, lookEveryMs: 1_000 });
  const stopTelling = engine.onEvents(() => realtime.nudge());
  app = createHttp({
    engine,
    realtime,
    blobs,
    clock,
    dice: { id: () => crypto.randomUUID(), secret: () => crypto.randomUUID(), fraction },
    log,
    identity,
    fileUrlSecret: FILE_SECRET,
    publicUrl,
    allowedOrigins: ['https://app.test'],
    studio: null,
    guide: null,
    mediaOrigins: [],
    securityContact: 'mailto:security@engine.test',
    ready: async () => ({ ok: true, checks: { database: 'ok' } }),
    examine: async () => [],
    serves: 'everything',
    isTransient: () => false,
  });
  await engine.start();
  const expiresAt = Math.floor(clock.now().getTime() / 1000) + 365 * 86_400;
  return {
    url: publicUrl,
    test,
    log,
    tokenOf: (sub, claims = {}) =>
      signToken(JWT_SECRET, { sub, aud: 'authenticated', exp: expiresAt, ...claims }),
    async pass(ms) {
      clock.advance(ms);
      await test.settle();
    },
    async close() {
      stopTelling();
      await realtime.close();
      const closing = listening.close();
      clock.advance(10_000);
      await closing;
      await test.close();
      await db.close();
    },
  };
}

/** Nothing leaves this machine: files come from the shelf or not at all. */
function fromShelf(shelf: Shelf) {
  return async (url: string) => {
    const file = shelf.get(url);
    if (!file) throw Object.assign(new Error('not on the shelf'), { code: 'http-status', status: 404 });
    return { body: Readable.from([file.bytes]), mimeType: file.mimeType };
  };
}

/** So that requests reach the code behind the limits. */
const unlimited = { perMinute: 100_000, perDay: null, concurrent: 1_000 };
const generous = { free: unlimited, pro: unlimited, premium: unlimited };

/** Every adapter with its own rules, and one that can do everything. */
function adapters(now: () => Date) {
  const clock = { now, schedule: () => () => {} };
  return [
    createScriptedInlineProvider({
      baseUrl: 'http://127.0.0.1:1',
      apiKey: '',
      capabilities: {
        id: 'local',
        operations: [...songOperations, ...sideOperations],
        delivery: { repeatable: true },
      },
    }),
    createSunoProvider({ apiKey: 'k', dialect: 'sunoapi', webhookSecret: WEBHOOK_SECRET, clock }),
    createMurekaProvider({ apiKey: 'k' }),
    createMiniMaxProvider({ apiKey: 'k', clock }),
  ];
}
