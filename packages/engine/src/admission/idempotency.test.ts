import { describe, expect, it } from 'vitest';
import type { Admission } from '../engine.ts';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

type Admitted = Extract<Admission, { kind: 'admitted' }>;

function admitted(admission: Admission): Admitted {
  expect(admission.kind).toBe('admitted');
  return admission as Admitted;
}

describe('an idempotency key', () => {
  const stage = useTestEngine({ started: false });
  const countTracks = async () => Number((await stage.test.db.pool.query('select id from tracks')).rowCount);
  const debits = async () =>
    (await stage.test.db.pool.query("select 1 from credit_transactions where type = 'generation'")).rowCount;

  it('[IDM-2] [I17] gives 20 requests at once one track, one debit and the same bytes', async () => {
    const caller = newcomer();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => stage.test.submit({}, caller, 'once')),
    );
    const all = answers.map(admitted);
    expect(new Set(all.map(({ response }) => response)).size).toBe(1);
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await countTracks()).toBe(1);
    expect(await debits()).toBe(1);
  });

  it('[IDM-2] answers every later request as the first, whatever became of the track', async () => {
    const caller = newcomer();
    const first = admitted(await stage.test.submit({ title: 'Ä “quoted” title' }, caller, 'key'));
    await stage.test.engine.cancelTrack(caller.userId, first.trackId);
    const again = admitted(await stage.test.submit({ title: 'Ä “quoted” title' }, caller, 'key'));
    expect(again).toEqual({ ...first, replayed: true, quotas: [] });
  });

  it('[IDM-2] refuses another body under the same key and writes nothing', async () => {
    const caller = newcomer();
    const first = admitted(await stage.test.submit({ prompt: 'rain' }, caller, 'key'));
    const other = await stage.test.submit({ prompt: 'snow' }, caller, 'key');
    expect(other).toEqual({ kind: 'idempotency-mismatch', trackId: first.trackId });
    expect(await countTracks()).toBe(1);
    expect(await debits()).toBe(1);
  });

  it('[IDM-2] lets one of two bodies sent at once win and refuses the other', async () => {
    const caller = newcomer();
    const answers = await Promise.all([
      stage.test.submit({ prompt: 'rain' }, caller, 'key'),
      stage.test.submit({ prompt: 'snow' }, caller, 'key'),
    ]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['admitted', 'idempotency-mismatch']);
    expect(await countTracks()).toBe(1);
  });

  it('[IDM-2] is its user’s own: another user’s same key is another', async () => {
    const one = admitted(await stage.test.submit({}, newcomer(), 'key'));
    const two = admitted(await stage.test.submit({}, newcomer(), 'key'));
    expect(two.replayed).toBe(false);
    expect(two.trackId).not.toBe(one.trackId);
  });

  it('[IDM-2] does not mind the order of fields, absent fields or the key standing in the body', async () => {
    const caller = newcomer();
    const first = admitted(
      await stage.test.submit(
        {
          prompt: 'rain',
          styleTags: ['a', 'b'],
          providerOptions: { suno: { styleWeight: 0, customMode: false } },
        },
        caller,
        'key',
      ),
    );
    const again = admitted(
      await stage.test.submit(
        {
          providerOptions: { suno: { customMode: false, styleWeight: 0 } },
          idempotencyKey: 'key',
          styleTags: ['a', 'b'],
          seed: undefined,
          prompt: 'rain',
        },
        caller,
        'key',
      ),
    );
    expect(again.response).toBe(first.response);
    const swapped = await stage.test.submit({ prompt: 'rain', styleTags: ['b', 'a'] }, caller, 'key');
    expect(swapped.kind).toBe('idempotency-mismatch');
  });

  it.each([
    ['the limit of a minute', 'limited', newcomerOf('free', 10), {}, 3],
    ['credits', 'insufficient-credits', newcomerOf('premium', 0), {}, 0],
    ['an unknown provider', 'unknown-provider', newcomerOf('premium', 10), { provider: 'nobody' }, 0],
    [
      'an unsupported parameter',
      'unsupported',
      newcomerOf('premium', 10),
      { personaId: 'p', onUnsupported: 'error' as const },
      0,
    ],
  ] as const)('[IDM-2] is not used up by a request refused for %s', async (_, kind, make, body, before) => {
    const { test } = stage;
    const caller = make();
    for (let i = 0; i < before; i += 1) {
      const { trackId } = admitted(await test.submit({}, caller));
      await test.engine.cancelTrack(caller.userId, trackId);
    }
    const count = await countTracks();
    expect((await test.submit(body, caller, 'key')).kind).toBe(kind);
    expect(await countTracks()).toBe(count);
    await test.db.pool.query('select increment_credits($1, 5)', [caller.userId]).catch(() => {});
    test.clock.advance(60_000);
    expect(admitted(await test.submit({ prompt: 'something else' }, caller, 'key')).replayed).toBe(false);
  });

  it('[GEN-1] replays before limits: with no credits left, no token and every place taken', async () => {
    const { test } = stage;
    const caller = newcomer('free', 1);
    const first = admitted(await test.submit({}, caller, 'key'));
    expect((await test.submit({}, caller)).kind).toBe('limited');
    const before = await test.db.pool.query('select * from rate_buckets');
    for (let i = 0; i < 10; i += 1) {
      expect(admitted(await test.submit({}, caller, 'key')).response).toBe(first.response);
    }
    expect((await test.db.pool.query('select * from rate_buckets')).rows).toEqual(before.rows);
  });

  it('[IDM-2] [I17] is answered even when its provider is no longer here', async () => {
    const { test } = stage;
    const caller = newcomer();
    const first = admitted(await test.submit({ provider: 'scripted-inline' }, caller, 'key'));
    const later = test.another([]).engine;
    const body = { prompt: 'a song', provider: 'scripted-inline' };
    const again = admitted(await later.admit({ caller, body, idempotencyKey: 'key' }));
    expect(again.response).toBe(first.response);
    const other = await later.admit({ caller, body: { ...body, prompt: 'snow' }, idempotencyKey: 'key' });
    expect(other.kind).toBe('idempotency-mismatch');
  });

  it('[IDM-2] is not shared by requests without a key', async () => {
    const caller = newcomer();
    const answers = await Promise.all([1, 2, 3].map(() => stage.test.submit({}, caller)));
    expect(new Set(answers.map((answer) => admitted(answer).trackId)).size).toBe(3);
  });
});

function newcomerOf(plan: 'free' | 'premium', credits: number) {
  return () => newcomer(plan, credits);
}
