import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock, Dice, Log } from '@impresario/engine';
import type { Realtime } from '@impresario/realtime';
import { createDiskStore, type BlobStore } from '@impresario/storage';
import { SignJWT } from 'jose';
import { createHttp } from '../create-http.ts';
import type { HttpOptions, JwtIdentity, LocalIdentity } from '../http-options.ts';
import { listen } from '../listen.ts';
import { scriptedEngine } from './scripted-engine.ts';

export const START = new Date('2026-03-01T12:00:00.000Z');
export const OWNER_TOKEN = 'owner-token-of-the-test';
const JWT_SECRET = 'a secret of at least 32 characters';

const signup = { plan: 'free', millicredits: 10_000 } as const;
export const jwtIdentity: JwtIdentity = {
  kind: 'jwt',
  keys: { kind: 'secret', secret: JWT_SECRET },
  issuer: 'https://issuer.test',
  audience: 'authenticated',
  signup,
};
export const localIdentity: LocalIdentity = {
  kind: 'local',
  ownerToken: OWNER_TOKEN,
  ownerId: 'owner',
  signup,
};

export interface HeldClock extends Clock {
  /** Moves time on and runs what falls due. */
  advance(byMs: number): void;
  timerCount(): number;
}

/** Time as the test moves it. */
export function heldClock(): HeldClock {
  let now = START.getTime();
  let timers: { run: () => void; at: number }[] = [];
  return {
    now: () => new Date(now),
    schedule(run, delayMs) {
      const timer = { run, at: now + delayMs };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(byMs) {
      now += byMs;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.run();
    },
    timerCount: () => timers.length,
  };
}

function countingDice(): Dice {
  let count = 0;
  return {
    id: () => `01939d5e-0000-7000-9000-${String((count += 1)).padStart(12, '0')}`,
    secret: () => `secret-${(count += 1)}`,
    fraction: () => 0.5,
  };
}

export interface LogLine {
  readonly level: string;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

const silentRealtime: Realtime = {
  subscribe: () => ({ close() {} }),
  isCaughtUp: async () => false,
  nudge() {},
  async close() {},
};

export interface TestHttp {
  readonly url: string;
  readonly port: number;
  readonly clock: HeldClock;
  readonly blobs: BlobStore;
  readonly logged: LogLine[];
  /** A request with the bearer token of the test's user, unless the headers say otherwise. */
  request(route: string, init?: RequestInit): Promise<Response>;
  post(route: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** The real app on a real port, over a scripted engine. */
export async function openTestHttp(changes: Partial<HttpOptions> = {}): Promise<TestHttp> {
  const directory = await mkdtemp(path.join(tmpdir(), 'impresario-http-'));
  const blobs = await createDiskStore({ directory });
  const clock = heldClock();
  const logged: LogLine[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields: { ...fields }, message });
  };
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const app = createHttp({
    engine: scriptedEngine(),
    realtime: silentRealtime,
    blobs,
    clock,
    dice: countingDice(),
    log,
    identity: jwtIdentity,
    serves: 'everything',
    fileUrlSecret: 'file url secret',
    publicUrl: 'http://127.0.0.1:8787',
    allowedOrigins: ['https://app.test'],
    studio: null,
    guide: null,
    mediaOrigins: [],
    securityContact: null,
    examine: async () => [],
    ready: async () => ({ ok: true, checks: { database: 'ok' } }),
    isTransient: () => false,
    ...changes,
  });
  const listening = await listen({ app, host: '127.0.0.1', port: 0, clock });
  const token = await userToken();

  const request: TestHttp['request'] = (route, init = {}) =>
    fetch(listening.url + route, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
    });
  return {
    ...listening,
    clock,
    blobs,
    logged,
    request,
    post: (route, body, headers = {}) =>
      request(route, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    async close() {
      const closing = listening.close();
      // Replies that the test did not read to their end would otherwise hold it up.
      clock.advance(5_000);
      await closing;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A token as the other system would sign it; claims given as undefined are left out. */
export async function userToken(claims: Record<string, unknown> = {}, secret = JWT_SECRET): Promise<string> {
  const now = START.getTime() / 1000;
  const payload = {
    sub: 'user-1',
    aud: 'authenticated',
    iss: 'https://issuer.test',
    exp: now + 3600,
    ...claims,
  };
  const given = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  return new SignJWT(given).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
}
