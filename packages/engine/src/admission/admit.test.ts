import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

describe('an admission', () => {
  const stage = useTestEngine({ started: false });

  it('[GEN-1] writes track, debit, first event and due time together', async () => {
    const { test } = stage;
    const caller = newcomer();
    const id = await test.admit({ prompt: 'rain' }, caller);
    const { rows } = await test.db.pool.query(
      `select t.status, t.step, t.due_at, e.type, e.revision, c.amount, c.balance_after
       from tracks t join events e on e.track_id = t.id
       join credit_transactions c on c.track_id = t.id where t.id = $1`,
      [id],
    );
    const due_at = test.clock.now();
    expect(rows).toEqual([
      {
        status: 'pending',
        step: 'submit',
        due_at,
        type: 'track.created',
        revision: 1,
        amount: -1000,
        balance_after: 99_000,
      },
    ]);
  });

  it('[GEN-1] answers with the track as it is read a moment later', async () => {
    const { test } = stage;
    const caller = newcomer();
    const admission = await test.submit(
      { title: 'T', styleTags: ['x'], hasVocals: false, lyrics: 'la' },
      caller,
    );
    if (admission.kind !== 'admitted') throw new Error(admission.kind);
    const read = await test.engine.readTrack(caller.userId, admission.trackId);
    expect(JSON.parse(admission.response)).toEqual({ ...read, queuePosition: null });
  });

  it('[GEN-1] [I14] tells in its first event what the reply told', async () => {
    const { test } = stage;
    const id = await test.admit({
      title: 'T',
      styleTags: ['x'],
      hasVocals: true,
      seed: 0,
      durationSeconds: 0.5,
    });
    const { rows } = await test.db.pool.query(
      `select e.track - 'queuePosition' as told, track_snapshot(t) - 'queuePosition' as read
       from events e join tracks t on t.id = e.track_id where t.id = $1`,
      [id],
    );
    const [{ told, read }] = rows as [{ told: object; read: object }];
    expect(told).toEqual(read);
  });

  it('[GEN-1] admits 40 at once of several users in few transactions, each as if alone', async () => {
    const { test } = stage;
    const rich = Array.from({ length: 10 }, () => newcomer('premium', 3));
    const poor = newcomer('premium', 1);
    const admissions = await Promise.all(
      Array.from({ length: 40 }, (_, index) => test.submit({}, index % 4 === 0 ? poor : rich[index % 10])),
    );
    const kinds = Map.groupBy(admissions, ({ kind }) => kind);
    expect([...kinds.keys()].sort()).toEqual(['admitted', 'insufficient-credits']);
    const { rows } = await test.db.pool.query(
      'select count(*)::integer as tracks, count(distinct xid)::integer as transactions from events',
    );
    const [{ tracks, transactions }] = rows as [{ tracks: number; transactions: number }];
    expect(tracks).toBe(kinds.get('admitted')!.length);
    expect(transactions).toBeLessThan(tracks / 3);
  });

  it('[SEC-1] takes an id for the track once, and does not say whose it is', async () => {
    const { test } = stage;
    const trackId = '0198a7c0-0000-7000-8000-000000000001';
    const [mine, other] = [newcomer(), newcomer()];
    expect((await test.submit({ trackId }, mine)).kind).toBe('admitted');
    expect(await test.submit({ trackId }, mine)).toEqual({ kind: 'track-id-taken', byCaller: true });
    expect(await test.submit({ trackId }, other)).toEqual({ kind: 'track-id-taken', byCaller: false });
    expect((await test.engine.readCredits(other)).creditsRemaining).toBe(100);
    expect(
      (await test.db.pool.query('select 1 from rate_buckets where user_id = $1', [other.userId])).rowCount,
    ).toBe(0);
  });

  it('[SEC-1] gives an id wanted by 8 users at once to exactly one of them', async () => {
    const { test } = stage;
    const trackId = '0198a7c0-0000-7000-8000-000000000002';
    const answers = await Promise.all(Array.from({ length: 8 }, () => test.submit({ trackId }, newcomer())));
    expect(answers.filter(({ kind }) => kind === 'admitted')).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === 'track-id-taken')).toHaveLength(7);
  });

  it('[PRO-4] sends zero, false and the empty list as they were asked', async () => {
    const { test, upstream } = stage;
    await test.engine.start();
    const id = await test.admit({ seed: 0, styleWeight: 0, hasVocals: false, styleTags: [] });
    await test.until(id, (track) => track.status === 'completed');
    expect(upstream.submits()[0]?.body).toMatchObject({
      seed: 0,
      styleWeight: 0,
      hasVocals: false,
      styleTags: [],
    });
  });

  it('[PRO-4] warns of what will not be honoured, or refuses when asked to', async () => {
    const { test } = stage;
    const body = { personaId: 'p', negativeTags: 'drums', durationSeconds: 500, modelVersion: 'V9' };
    const id = await test.admit(body);
    const { warnings } = await test.read(id);
    expect(warnings.map(({ type, parameter }) => `${type} ${parameter}`).sort()).toEqual([
      'adjusted durationSeconds',
      'approximated negativeTags',
      'substituted-model modelVersion',
      'unsupported personaId',
    ]);
    const refused = await test.submit({ ...body, onUnsupported: 'error' });
    expect(refused).toEqual({ kind: 'unsupported', warnings });
  });

  it('[PRO-1] names the providers there are when asked for another', async () => {
    expect(await stage.test.submit({ provider: 'suna' })).toEqual({
      kind: 'unknown-provider',
      asked: 'suna',
      available: ['scripted', 'scripted-inline'],
    });
    expect(await stage.test.submit({ provider: 'auto' })).toMatchObject({ kind: 'admitted' });
  });

  it('[CRE-4] grants the signup credits once to a user whose first 16 requests come at once', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 50);
    const first = [
      ...Array.from({ length: 8 }, () => test.submit({}, caller)),
      ...Array.from({ length: 4 }, () => test.engine.readCredits(caller)),
      ...Array.from({ length: 4 }, () => test.engine.listTransactions(caller, 10, null)),
    ];
    await Promise.all(first);
    const page = await test.engine.listTransactions(caller, 50, null);
    expect(page?.data.filter(({ type }) => type === 'grant')).toHaveLength(1);
    expect((await test.engine.readCredits(caller)).creditsRemaining).toBe(42);
  });

  it('[CRE-4] makes a profile without credits without a transaction', async () => {
    const caller = newcomer('free', 0);
    expect(await stage.test.engine.readCredits(caller)).toMatchObject({ creditsRemaining: 0, plan: 'free' });
    expect((await stage.test.engine.listTransactions(caller, 5, null))?.data).toEqual([]);
  });

  it('says which place in the queue of its provider a track has', async () => {
    const { test } = stage;
    const ids = [];
    for (let i = 0; i < 3; i += 1) {
      ids.push(await test.admit());
      test.clock.advance(10);
    }
    const inline = await test.admit({ provider: 'scripted-inline' });
    const places = await Promise.all([...ids, inline].map(async (id) => (await test.read(id)).queuePosition));
    expect(places).toEqual([1, 2, 3, 1]);
    await test.engine.cancelTrack('alice', ids[0]!);
    expect((await test.read(ids[2]!)).queuePosition).toBe(2);
    expect((await test.read(ids[0]!)).queuePosition).toBeNull();
  });
});
