import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { Engine } from '@impresario/engine';
import { eventually, openTestEngine, type TestEngine, type TestNode } from '@impresario/engine/testing';
import { createGuardedDownload } from '@impresario/provider-kit';
import { createSunoProvider } from '@impresario/provider-suno';
import { createManualWorld, startSimulator, type ManualWorld, type Simulator } from '@impresario/simulators';
import { afterEach, beforeEach, expect } from 'vitest';

/** A simulated Suno, our adapter for it and the whole engine, on one clock that the test moves. */
export interface SunoStage {
  readonly suno: Simulator;
  readonly test: TestEngine;
  /** Whatever process takes the callbacks now; null: nobody answers. */
  receiver: Engine | null;
  /** Another process of ours with the same provider. */
  another(): TestNode;
  /** Moves both clocks together until the track is as wanted. */
  until(trackId: string, wanted: (track: Track) => boolean, stepMs?: number): Promise<Track>;
  pass(ms: number, stepMs?: number): Promise<void>;
  /** Songs the far end was asked for and will bill. */
  billed(): number;
  /** A POST as somebody else might make it. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<number>;
}

type Track = Awaited<ReturnType<TestEngine['read']>>;

export const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

interface Setup {
  /** Without, nothing is posted and looking does it all. */
  readonly callbacks?: boolean;
  readonly webhookSecret?: string | null;
  readonly settings?: NonNullable<Parameters<typeof openTestEngine>[0]['settings']>;
  readonly rateLimits?: 'documented' | 'none';
  readonly songSeconds?: number;
  /** How long no byte may come in a download. */
  readonly idleMs?: number;
}

/**
 * A stage for each test. After each, every invariant holds and no track was asked for twice: the simulator counts what
 * it would bill.
 */
export function useSunoStage(setup: Setup = {}): SunoStage {
  const stage = {} as { -readonly [Key in keyof SunoStage]: SunoStage[Key] };
  let db: TestDatabase;
  let front: Server;

  beforeEach(async () => {
    const world = createManualWorld(Date.parse('2026-03-01T12:00:00.000Z'));
    stage.suno = await startSimulator('suno', {
      world,
      speed: 'quick',
      songSeconds: setup.songSeconds ?? 3,
      rateLimits: setup.rateLimits ?? 'none',
      credits: 100_000,
      webhookSecret: setup.webhookSecret ?? undefined,
    });
    db = await openTestDatabase();
    front = await startFront(stage);
    const frontUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    Object.assign(stage, await openStage(stage.suno, db, { ...setup, frontUrl, world }));
    await stage.test.engine.start();
  });

  afterEach(async () => {
    const violations = await stage.test.violations();
    stage.receiver = null;
    await stage.test.close();
    await stage.suno.close();
    front.closeAllConnections();
    await new Promise((resolve) => front.close(resolve));
    await db.close();
    expect(violations).toEqual([]);
  });

  return stage;
}

async function openStage(
  suno: Simulator,
  db: TestDatabase,
  {
    callbacks = true,
    webhookSecret = null,
    settings,
    frontUrl,
    world,
    idleMs = 400,
  }: Setup & { frontUrl: string; world: ManualWorld },
) {
  // The provider is made with the engine's clock, which is there once the engine is.
  const clock = {
    now: () => test.clock.now(),
    schedule: (run: () => void, ms: number) => test.clock.schedule(run, ms),
  };
  const provider = createSunoProvider({
    apiKey: suno.apiKey,
    baseUrl: suno.url,
    dialect: 'sunoapi',
    webhookSecret,
    clock,
  });
  const test: TestEngine = await openTestEngine({
    db,
    providers: [provider],
    settings: { defaultProvider: 'suno', callbackBaseUrl: callbacks ? frontUrl : null, ...settings },
    download: createGuardedDownload({ trustedOrigins: [suno.url], bytesMax: 64 * 1024 * 1024, idleMs }),
  });

  async function step(ms: number): Promise<void> {
    await test.settle();
    await world.advance(ms);
    test.clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    test,
    receiver: test.engine,
    another: () => test.another(),
    billed: () => suno.control.state().counts.billable,
    until(trackId: string, wanted: (track: Track) => boolean, stepMs = 500) {
      const look = async () => {
        await step(stepMs);
        await test.settle();
        return test.read(trackId);
      };
      return eventually(look, wanted);
    },
    async pass(ms: number, stepMs = 500) {
      for (let left = ms; left > 0; left -= stepMs) await step(Math.min(stepMs, left));
      await test.settle();
    },
    async post(path: string, body: unknown, headers: Record<string, string> = {}) {
      const reply = await fetch(`${frontUrl}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers,
      });
      await reply.arrayBuffer();
      await test.settle();
      return reply.status;
    },
  };
}

/** Takes callbacks as the HTTP room does, and hands them to the engine that is up. */
async function startFront(stage: { receiver: Engine | null }): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, , provider = '', correlation = null] = (request.url ?? '').split('/');
      const engine = stage.receiver;
      if (!engine) return void response.destroy();
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      void engine
        .receiveCallback({ provider, correlation, headers, body: Buffer.concat(chunks) })
        .then((receipt) => {
          const refused = receipt.kind.endsWith('signature') ? 401 : 400;
          response.statusCode = receipt.kind === 'stored' ? (receipt.known ? 200 : 202) : refused;
          response.end();
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
