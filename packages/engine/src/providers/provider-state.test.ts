import { describe, expect, it } from 'vitest';
import type { Failure } from '@impresario/provider';
import { newcomer } from '../testing/callers.ts';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { failure } from '../testing/track-states.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const far = createFarPuppet();
const stage = useTestEngine({
  settings: { defaultProvider: 'far' },
  providers: () => {
    far.reset();
    far.always(null);
    return [far.provider];
  },
});

interface State {
  readonly failure_streak: number;
  readonly paused_until: Date | null;
  readonly blocked_kind: string | null;
}
const state = async () =>
  (await stage.test.db.pool.query<State>("select * from provider_states where provider = 'far'")).rows[0]!;
const health = async () => (await stage.test.engine.listProviders())[0]!.health;
const note = (track: string | null, verdict: string, pause: string | null = null) =>
  stage.test.db.pool.query("select note_submit('far', $1, $2, 'auth', $3, $4)", [
    track,
    verdict,
    pause,
    stage.test.clock.now(),
  ]);
const track = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const pauseSeconds = async () => {
  const { paused_until: until } = await state();
  return until ? (until.getTime() - stage.test.clock.now().getTime()) / 1_000 : null;
};

const fails = (kind: Failure['kind'], change: Partial<Failure> = {}) =>
  ({ kind: 'failed', failure: failure(kind, change) }) as const;
const accepted = () => ({ kind: 'accepted', handle: { taskId: 'task', data: {} } }) as const;

/** Ends whatever is still open, so that the invariants can be looked at. */
async function endAll(): Promise<void> {
  const { rows } = await stage.test.db.pool.query<{ id: string; user_id: string }>(
    'select id, user_id from tracks where due_at is not null',
  );
  for (const { id, user_id: userId } of rows) await stage.test.engine.cancelTrack(userId, id);
  await stage.test.settle();
}

describe('a provider that fails', () => {
  it('[GEN-9] is down from the third track in a row on; one track or two that fail again and again say nothing', async () => {
    for (const n of [1, 1, 1, 2, 2, 1, 2, 1]) await note(track(n), 'fault');
    expect(await pauseSeconds()).toBeNull();
    expect((await health()).circuit).toBe('closed');
    await note(track(3), 'fault');
    expect(await health()).toMatchObject({ status: 'down', circuit: 'open' });
    expect(await pauseSeconds()).toBe(1);
  });

  it('[GEN-9] is left alone for 1 s, 2 s, 4 s … a minute, whichever track tries', async () => {
    for (const n of [1, 2]) await note(track(n), 'fault');
    const pauses: (number | null)[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      await note(track(3), 'fault');
      const seconds = await pauseSeconds();
      pauses.push(seconds);
      stage.test.clock.advance(seconds! * 1_000);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it('[GEN-9] is well again after one success, and starts to count anew', async () => {
    for (const n of [1, 2, 3, 4]) await note(track(n), 'fault');
    await note(track(5), 'well');
    expect(await state()).toMatchObject({ failure_streak: 0, paused_until: null });
    for (const n of [1, 2]) await note(track(n), 'fault');
    expect(await pauseSeconds()).toBeNull();
  });

  it('[GEN-9] that asks for a wait gets it, also when an earlier request succeeds meanwhile', async () => {
    await note(track(1), 'wait', '20 seconds');
    await note(track(2), 'wait', '5 seconds');
    await note(track(3), 'well');
    expect(await pauseSeconds()).toBe(20);
    expect((await state()).failure_streak).toBe(0);
  });

  it('[GEN-9] is asked by one track at a time while it is down, by the first in line, and by all once it is well', async () => {
    const { test } = stage;
    const ids: string[] = [];
    for (let count = 0; count < 6; count += 1) {
      ids.push(await test.admit({ title: `song ${count}` }, newcomer()));
      test.clock.advance(1);
    }
    await test.settle();
    const begun = far.calls.length;
    expect(far.calls.slice(-6)).toHaveLength(6);
    for (const { answer } of far.calls.slice(-6)) {
      answer(fails('network'));
      await test.settle();
    }
    expect((await health()).circuit).toBe('open');
    await test.pass(20_000, 1_000);
    // The one that asks has no answer yet, so nobody else does.
    expect(far.calls.slice(begun).map(({ request }) => request.title)).toEqual(['song 0']);
    far.calls.at(-1)!.answer(fails('overloaded'));
    await test.settle();
    await test.pass(25_000, 1_000);
    expect(far.calls.slice(begun)).toHaveLength(2);
    far.calls.at(-1)!.answer(accepted());
    await test.pass(2_000);
    const asked = far.calls.slice(begun).map(({ request }) => request.title);
    expect(asked.sort()).toEqual([0, 0, 1, 2, 3, 4, 5].map((n) => `song ${n}`));
    for (const { answer } of far.calls.slice(-5)) answer(accepted());
    await test.settle();
    expect((await health()).circuit).toBe('closed');
    await endAll();
  });

  it.each(['invalid-request', 'moderated', 'unsupported', 'output-invalid'] as const)(
    '[GEN-9] is there when it refuses with %s',
    async (kind) => {
      for (const n of [1, 2, 3]) await note(track(n), 'fault');
      far.always(() => fails(kind, { retryable: false }));
      await stage.test.admit();
      await stage.test.pass(2_000);
      expect((await state()).failure_streak).toBe(0);
    },
  );
});

describe('a provider that refuses our key or our credit', () => {
  const words = (kind: string) =>
    ({
      auth: expect.stringContaining('refused this server’s key') as string,
      'no-credit': expect.stringContaining('used up') as string,
      misconfigured: expect.stringContaining('does not work on this server') as string,
    })[kind];

  it.each(['auth', 'no-credit', 'misconfigured'] as const)(
    '[PRO-5] [GEN-1] (%s) takes no new work: said in words, nothing written, nothing charged; after 5 minutes it is tried',
    async (kind) => {
      const { test } = stage;
      far.far.account = () => ({ kind: 'failed', failure: failure('network') });
      far.always(() => fails(kind, { retryable: false }));
      const first = await test.submit({}, newcomer(), 'key');
      await test.pass(1_000);
      const caller = newcomer();
      const refusal = { kind: 'provider-unavailable', provider: 'far', detail: words(kind) };
      expect(await test.submit({}, caller, 'k')).toMatchObject(refusal);
      expect(await health()).toMatchObject({ status: 'down', circuit: 'blocked', detail: words(kind) });
      const { rows } = await test.db.pool.query<{ n: number }>(
        `select (select count(*) from tracks)::integer + (select count(*) from profiles)::integer
          + (select count(*) from rate_buckets)::integer as n`,
      );
      expect(rows[0]!.n).toBe(3);
      expect(first).toMatchObject({ kind: 'admitted' });
      test.clock.advance(298_000);
      expect((await test.submit({}, caller)).kind).toBe('provider-unavailable');
      test.clock.advance(2_000);
      expect((await test.submit({}, caller)).kind).toBe('admitted');
      await endAll();
    },
  );

  it('[IDM-2] still answers what it had answered before', async () => {
    const { test } = stage;
    const caller = newcomer();
    const first = await test.submit({}, caller, 'key');
    await note(null, 'blocked');
    expect(await test.submit({}, caller, 'key')).toEqual({ ...first, replayed: true, quotas: [] });
    expect(await test.submit({ title: 'other' }, caller, 'key')).toMatchObject({
      kind: 'idempotency-mismatch',
    });
    await endAll();
  });

  it('[PRO-5] is known before a user meets it, by a look at the account, and forgotten once it is mended', async () => {
    const { test } = stage;
    const look = async () => {
      await test.settle();
      test.clock.advance(5 * 60_000);
      await test.settle();
    };
    far.far.account = () => ({ kind: 'failed', failure: failure('auth', { retryable: false }) });
    await look();
    expect((await test.submit()).kind).toBe('provider-unavailable');
    far.far.account = () => ({ kind: 'seen', account: { creditsLeft: 0, concurrencyMax: 7 } });
    await look();
    expect(await test.submit()).toMatchObject({ kind: 'provider-unavailable', detail: words('no-credit') });
    expect((await test.engine.listProviders())[0]!.concurrencyMax).toBe(7);
    far.far.account = () => ({ kind: 'seen', account: { creditsLeft: 12.5, concurrencyMax: null } });
    await look();
    expect((await test.submit()).kind).toBe('admitted');
    // A look that itself fails says nothing.
    far.far.account = () => ({ kind: 'failed', failure: failure('network') });
    await look();
    expect((await test.submit()).kind).toBe('admitted');
    await endAll();
  });

  it('[PRO-5] is forgotten as soon as a request succeeds', async () => {
    await note(track(1), 'blocked');
    await note(track(2), 'well');
    expect((await stage.test.submit()).kind).toBe('admitted');
    await endAll();
  });
});
