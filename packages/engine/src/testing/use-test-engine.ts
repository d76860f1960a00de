import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { RateLimiter } from '@impresario/limits';
import type { MusicProvider } from '@impresario/provider';
import {
  createScriptedInlineProvider,
  createScriptedTaskProvider,
  startScriptedUpstream,
  type ScriptedUpstream,
} from '@impresario/provider/conformance';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { emptyEverything } from './empty-everything.ts';
import { openTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts';

type Setup = Partial<Omit<TestEngineOptions, 'providers' | 'limiter'>> & {
  readonly providers?: (upstream: ScriptedUpstream) => readonly MusicProvider[];
  /** Whether the engine takes due rows from the beginning; true when not given. */
  readonly started?: boolean;
  /** Where requests are counted; in PostgreSQL when not given. */
  readonly limiter?: () => RateLimiter | undefined;
};

export interface TestStage {
  readonly upstream: ScriptedUpstream;
  readonly test: TestEngine;
}

/**
 * A scripted far end and an engine of its own for each test, on one database that is emptied in between, because
 * copying one takes longer than most tests. After each, every invariant holds (spec §16).
 */
export function useTestEngine(setup: Setup = {}): TestStage {
  const { providers = bothShapes, started = true, limiter = () => undefined, ...options } = setup;
  const stage = {} as { upstream: ScriptedUpstream; test: TestEngine };
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase();
  });

  afterAll(() => db.close());

  beforeEach(async () => {
    await db.pool.query(emptyEverything);
    stage.upstream = await startScriptedUpstream();
    stage.test = await openTestEngine({
      ...options,
      db,
      limiter: limiter(),
      providers: providers(stage.upstream),
    });
    if (started) await stage.test.engine.start();
  });

  afterEach(async () => {
    const violations = await stage.test.violations();
    await stage.test.close();
    await stage.upstream.close();
    expect(violations).toEqual([]);
  });

  return stage;
}

function bothShapes(upstream: ScriptedUpstream): readonly MusicProvider[] {
  return [createScriptedTaskProvider(upstream), createScriptedInlineProvider(upstream)];
}
