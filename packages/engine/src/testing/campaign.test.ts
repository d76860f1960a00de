import { isTransient } from '@impresario/database';
import { createScriptedTaskProvider, type Behaviour, type Call } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { newcomer } from './callers.ts';
import { createPuppetProvider, song, type Puppet } from './puppet-provider.ts';
import { createTestDice } from './test-dice.ts';
import type { TestEngine, TestNode } from './test-engine.ts';
import { useTestEngine, type TestStage } from './use-test-engine.ts';

const seedCount = 16;

const faults: readonly Behaviour[] = [
  { do: 'ok' },
  { do: 'ok' },
  { do: 'lose-reply' },
  { do: 'reset-before-body' },
  { do: 'reset-after-body' },
  { do: 'error', status: 429, retryAfterSeconds: 3 },
  { do: 'error', status: 503 },
  { do: 'error', status: 500 },
  { do: 'error', status: 422, code: 'moderated' },
  { do: 'html' },
  { do: 'truncated-json' },
  { do: 'empty' },
];
const calls: readonly Call[] = ['submit', 'poll', 'find', 'cancel', 'download'];

/** A random mixture of what users, providers, networks and machines do; what we do is the same for the same seed. */
function createCampaign({ test, upstream }: TestStage, puppet: Puppet, seed: number) {
  const dice = createTestDice(seed);
  // Its own, because requests come in whatever order the machine likes.
  const farDice = createTestDice(seed + 1_000);
  const pick = <T>(from: readonly T[], by = dice): T => from[Math.floor(by.fraction() * from.length)]!;
  const users = [newcomer('premium', 12), newcomer('pro', 100)];
  const providers = [createScriptedTaskProvider(upstream), puppet.provider];
  const tracks: { readonly id: string; readonly userId: string }[] = [];
  const nodes: TestNode[] = [];

  const deeds: readonly (() => Promise<unknown> | undefined)[] = [
    admit,
    admit,
    cancel,
    crash,
    join,
    cut,
    wait,
    wait,
    wait,
  ];

  async function admit(): Promise<void> {
    const caller = pick(users);
    const provider = pick(['scripted', 'scripted', 'puppet']);
    const key = pick([null, 'a', 'b', 'c']);
    const admission = await pick(nodes).engine.admit({
      caller,
      body: { prompt: 'a song', provider, variants: pick([1, 2]) },
      idempotencyKey: key && `${provider}-${key}`,
    });
    if (admission.kind === 'admitted') tracks.push({ id: admission.trackId, userId: caller.userId });
  }

  function cancel(): Promise<unknown> | undefined {
    const track = tracks.length > 0 ? pick(tracks) : undefined;
    return track && dice.fraction() < 0.4
      ? pick(nodes).engine.cancelTrack(track.userId, track.id)
      : undefined;
  }

  async function crash(): Promise<void> {
    if (nodes.length > 1) await nodes.splice(Math.floor(dice.fraction() * nodes.length), 1)[0]!.kill();
  }

  async function join(): Promise<void> {
    if (nodes.length > 2) return;
    nodes.push(test.another(providers));
    await nodes.at(-1)!.engine.start();
  }

  async function cut(): Promise<void> {
    await (dice.fraction() < 0.5 ? pick(nodes).disconnect() : loseLeases(test));
  }

  async function wait(): Promise<void> {
    for (const { answer } of puppet.calls) if (dice.fraction() < 0.3) answer(song());
    if (dice.fraction() < 0.8) await test.settle();
    test.clock.advance(pick([50, 400, 1_000, 3_000, 12_000, 40_000]));
  }

  async function misbehave(): Promise<void> {
    for (const call of calls) upstream.always(call, () => pick(faults, farDice));
    await join();
    await join();
    for (let left = 25; left > 0; left -= 1) await unlessCut(pick(deeds)());
  }

  return { misbehave, join };
}

/** As after a pause longer than a lease: somebody else may take a row while its worker goes on. */
async function loseLeases({ db, clock }: TestEngine): Promise<void> {
  await db.pool.query('update tracks set lease_until = $1 where lease_until is not null', [clock.now()]);
}

/** All is well again: whatever is still open comes to its end. */
async function recover({ test, upstream }: TestStage, puppet: Puppet, seed: number): Promise<void> {
  for (const call of calls) upstream.always(call, null);
  puppet.always(() => song());
  for (const call of puppet.calls) call.answer(song());
  const open = async () => {
    const { rows } = await test.db.pool.query(
      'select id, status, step, deadline_at from tracks where due_at is not null',
    );
    return rows as unknown[];
  };
  for (let left = 60; left > 0 && (await open()).length > 0; left -= 1) await test.pass(15_000, 5_000);
  expect(await open(), `seed ${seed}: tracks that do not end`).toEqual([]);
  expect(await test.violations(), `seed ${seed}`).toEqual([]);
}

/** Who asks in the moment of a cut is told to come again; what was done then may or may not have been committed. */
async function unlessCut(deed: Promise<unknown> | undefined): Promise<void> {
  try {
    await deed;
  } catch (error) {
    if (!isTransient(error)) throw error;
  }
}

describe('a campaign', () => {
  const stage = useTestEngine({
    started: false,
    settings: {
      maxQueueMs: 60_000,
      maxProcessingMs: 60_000,
      inlineSubmitTimeoutMs: 60_000,
      submitTimeoutMs: 5_000,
      maxDownloadMs: 20_000,
    },
  });

  it.each(Array.from({ length: seedCount }, (_, index) => index + 1))(
    '[GEN-11] of every fault at once ends with each track finished and every invariant kept (seed %i)',
    async (seed) => {
      const puppet = createPuppetProvider();
      const campaign = createCampaign(stage, puppet, seed);
      await campaign.misbehave();
      await campaign.join();
      await recover(stage, puppet, seed);
    },
  );
});
