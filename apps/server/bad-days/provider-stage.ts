import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { Clock, Engine, OperationAsk } from '@impresario/engine';
import {
  alice,
  eventually,
  openTestEngine,
  type TestEngine,
  type TestNode,
} from '@impresario/engine/testing';
import type { OperationResource } from '@impresario/protocol';
import type { MusicProvider } from '@impresario/provider';
import { createGuardedDownload } from '@impresario/provider-kit';
import {
  createManualWorld,
  startSimulator,
  type ManualWorld,
  type Simulator,
  type SimulatorKind,
  type SimulatorOptions,
} from '@impresario/simulators';
import { afterEach, beforeEach, expect } from 'vitest';

/** A simulated provider, our adapter for it and the whole engine, on one clock that the test moves. */
export interface ProviderStage {
  readonly simulator: Simulator;
  readonly test: TestEngine;
  /** Whatever process takes the callbacks now; null: nobody answers. */
  receiver: Engine | null;
  /** Called once the provider has answered a submit and before anything of that is written. */
  afterReply: () => Promise<void>;
  /** Another process of ours with the same provider. */
  another(): TestNode;
  /** Moves both clocks together until the track is as wanted. */
  until(trackId: string, wanted: (track: Track) => boolean, stepMs?: number): Promise<Track>;
  pass(ms: number, stepMs?: number): Promise<void>;
  /** Alice asks for work beside a track; returns the operation's id. */
  operate(ask: OperationAsk, idempotencyKey?: string): Promise<string>;
  /** As `until`, for an operation of Alice's. */
  untilOperation(
    operationId: string,
    wanted: (operation: OperationResource) => boolean,
    stepMs?: number,
  ): Promise<OperationResource>;
  /** Work the far end was asked for and will bill. */
  billed(): number;
  /** A POST as somebody else might make it. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<number>;
}

type Track = Awaited<ReturnType<TestEngine['read']>>;

export const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

export interface Setup {
  /** Without, nothing is posted and looking does it all. */
  readonly callbacks?: boolean;
  readonly settings?: NonNullable<Parameters<typeof openTestEngine>[0]['settings']>;
  readonly simulator?: SimulatorOptions;
  /** How long no byte may come in a download. */
  readonly idleMs?: number;
}

interface Played {
  readonly kind: SimulatorKind;
  open(simulator: Simulator, clock: Clock): MusicProvider;
}

/**
 * A stage for each test. After each, every invariant holds and no attempt was billed twice: the simulator counts what it
 * would bill.
 */
export function useProviderStage(played: Played, setup: Setup = {}): ProviderStage {
  const stage = {} as { -readonly [Key in keyof ProviderStage]: ProviderStage[Key] };
  let db: TestDatabase;
  let front: Server;

  beforeEach(async () => {
    const world = createManualWorld(Date.parse('2026-03-01T12:00:00.000Z'));
    stage.simulator = await startSimulator(played.kind, {
      world,
      speed: 'quick',
      songSeconds: 3,
      rateLimits: 'none',
      credits: 100_000,
      ...setup.simulator,
    });
    db = await openTestDatabase();
    front = await startFront(stage);
    const frontUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
    const afterReply = () => stage.afterReply();
    const parts = { ...setup, played, frontUrl, world, afterReply };
    Object.assign(stage, await openStage(stage.simulator, db, parts));
    await stage.test.engine.start();
  });

  afterEach(async () => {
    const violations = await stage.test.violations();
    const { rows } = await stage.test.db.pool.query<{ n: number }>(
      'select count(*)::integer as n from attempts',
    );
    const bought = { attempts: rows[0]!.n, billed: stage.billed() };
    stage.receiver = null;
    await stage.test.close();
    await stage.simulator.close();
    front.closeAllConnections();
    await new Promise((resolve) => front.close(resolve));
    await db.close();
    expect(violations).toEqual([]);
    expect(bought.billed).toBeLessThanOrEqual(bought.attempts);
  });

  return stage;
}

async function openStage(
  simulator: Simulator,
  db: TestDatabase,
  {
    played,
    callbacks = true,
    settings,
    frontUrl,
    world,
    afterReply,
    idleMs = 400,
  }: Setup & {
    played: Played;
    frontUrl: string;
    world: ManualWorld;
    afterReply: () => Promise<void>;
  },
) {
  // The provider is made with the engine's clock, which is there once the engine is.
  const clock: Clock = {
    now: () => test.clock.now(),
    schedule: (run, ms) => test.clock.schedule(run, ms),
  };
  const provider = withPause(played.open(simulator, clock), afterReply);
  const test: TestEngine = await openTestEngine({
    db,
    providers: [provider],
    settings: { defaultProvider: played.kind, callbackBaseUrl: callbacks ? frontUrl : null, ...settings },
    download: createGuardedDownload({ trustedOrigins: [simulator.url], bytesMax: 64 * 1024 * 1024, idleMs }),
  });

  return {
    test,
    receiver: test.engine,
    afterReply: () => Promise.resolve(),
    another: () => test.another(),
    ...movingTime(test, world),
    billed: () => simulator.control.state().counts.billable,
    async operate(ask: OperationAsk, idempotencyKey: string | null = null) {
      const operated = await test.engine.operate({ caller: alice, ask, idempotencyKey });
      if (operated.kind !== 'admitted') throw new Error(`not admitted: ${JSON.stringify(operated)}`);
      return operated.trackId;
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

/** A test may stop it between the reply of the far end and whatever our process does with it. */
function withPause(plain: MusicProvider, afterReply: () => Promise<void>): MusicProvider {
  return {
    ...plain,
    async submit(request, call) {
      const outcome = await plain.submit(request, call);
      await afterReply();
      return outcome;
    },
  };
}

/** Both clocks together. */
function movingTime(test: TestEngine, world: ManualWorld) {
  async function step(ms: number): Promise<void> {
    await test.settle();
    await world.advance(ms);
    test.clock.advance(ms);
    await new Promise((resolve) => setImmediate(resolve));
  }

  async function afterStep<T>(look: () => Promise<T>, stepMs = 500): Promise<T> {
    await step(stepMs);
    await test.settle();
    return look();
  }

  return {
    async pass(ms: number, stepMs = 500) {
      for (let left = ms; left > 0; left -= stepMs) await step(Math.min(stepMs, left));
      await test.settle();
    },
    until(trackId: string, wanted: (track: Track) => boolean, stepMs?: number) {
      return eventually(() => afterStep(() => test.read(trackId), stepMs), wanted);
    },
    untilOperation(id: string, wanted: (operation: OperationResource) => boolean, stepMs?: number) {
      const read = async () => (await test.engine.readOperation(alice.userId, id))!;
      return eventually(() => afterStep(read, stepMs), wanted);
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
