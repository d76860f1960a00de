import type { CreatedApiKey } from '@impresario/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, openEngineHttp, tokenOf, type EngineHttp } from '../testing/open-engine-http.ts';

let http: EngineHttp;
let admin: string;
let alice: string;
const odd = 'auth0|a/b ü?#%2F&';
const pathOf = (user: string, what = '') => `/v1/admin/users/${encodeURIComponent(user)}${what}`;

beforeAll(async () => {
  http = await openEngineHttp();
  [admin, alice] = await Promise.all([adminToken(), tokenOf('alice')]);
  for (const token of [alice, await tokenOf(odd)]) await http.ask(token, 'GET', '/v1/credits');
});
afterAll(async () => {
  const violations = await http.test.violations();
  await http.close();
  expect(violations).toEqual([]);
});

const balanceOf = async (user: string) =>
  (
    await http.rows<{ credits_remaining: number }>(
      'select credits_remaining from profiles where user_id = $1',
      [user],
    )
  )[0]!.credits_remaining;
const audited = () =>
  http.rows<{ action: string; actor: string; subject: string; details: object }>(
    'select action, actor, subject, details from audit_log order by number desc',
  );
const move = (user: string, body: unknown, headers?: Record<string, string>) =>
  http.ask(admin, 'POST', pathOf(user, '/credits'), body, headers);

describe('credits moved by an administrator', () => {
  it('[CRE-4] are a transaction and an entry of the audit log, with actor and reason', async () => {
    const given = await move('alice', { amount: 2.125, reason: 'sorry' }, { 'x-request-id': 'req-7' });
    expect([given.status, given.body]).toMatchObject([
      201,
      { type: 'grant', amount: 2.125, balanceAfter: 12.125, actor: 'boss', reason: 'sorry' },
    ]);
    const taken = await move('alice', { amount: -2.125, reason: 'not that sorry' });
    expect(taken.body).toMatchObject({ type: 'correction', amount: -2.125, balanceAfter: 10 });
    const [last, first] = await audited();
    expect(first).toMatchObject({ action: 'credits.move', actor: 'boss', subject: 'alice' });
    expect(first!.details).toEqual({ amount: 2.125, reason: 'sorry', transactionId: given.body!.id });
    expect(last!.details).toMatchObject({ amount: -2.125 });
    const seen = await http.ask(alice, 'GET', '/v1/credits/transactions');
    expect(seen.body).toMatchObject({ data: [taken.body, given.body, { reason: 'signup' }] });
    const log = await http.ask(admin, 'GET', '/v1/admin/audit?limit=1');
    const next = await http.ask(admin, 'GET', `/v1/admin/audit?cursor=${String(log.body!.nextCursor)}`);
    expect(next.body).toMatchObject({ data: [{ requestId: 'req-7' }], hasMore: false });
  });

  it('[CRE-4] [IDM-2] are moved once for a key, also when it is sent twenty times at once', async () => {
    const before = await balanceOf('alice');
    const headers = { 'idempotency-key': '"once"' };
    const body = { amount: 1, reason: 'once' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => move('alice', body, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body: shown }) => JSON.stringify(shown))).size).toBe(1);
    expect(answers.filter(({ headers: got }) => got.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(await balanceOf('alice')).toBe(before + 1000);
    const others = await Promise.all([
      move('alice', { ...body, amount: 1.001 }, headers),
      move('alice', { ...body, reason: 'twice' }, headers),
      move(odd, body, headers),
    ]);
    expect(others.map((other) => [other.status, other.body?.code])).toEqual(
      Array(3).fill([422, 'idempotency_mismatch']),
    );
    const colleague = await http.ask(
      await adminToken('colleague'),
      'POST',
      pathOf(odd, '/credits'),
      body,
      headers,
    );
    expect(colleague.status).toBe(201);
    expect((await move('alice', body, { 'idempotency-key': '"' })).body?.code).toBe(
      'idempotency_key_invalid',
    );
  });

  it('[CRE-2] [CRE-4] never take more than is there, and write nothing then', async () => {
    const [entries, balance] = [(await audited()).length, await balanceOf('alice')];
    const refused = await move('alice', { amount: -1000, reason: 'all' }, { 'idempotency-key': 'all' });
    expect([refused.status, refused.body]).toMatchObject([
      402,
      { code: 'insufficient_credits', balance: balance / 1000, required: 1000 },
    ]);
    expect([(await audited()).length, await balanceOf('alice')]).toEqual([entries, balance]);
    const both = await Promise.all(
      Array.from({ length: 8 }, () => move('alice', { amount: -balance / 1000, reason: 'all' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(402)]);
    expect(await balanceOf('alice')).toBe(0);
  });

  it.each([
    ['/amount', '{"amount": 1e309, "reason": "x"}'],
    ['/amount', '{"amount": -1e309, "reason": "x"}'],
    ['/amount', { amount: '1e309', reason: 'x' }],
    ['/amount', { amount: '1', reason: 'x' }],
    ['/amount', { amount: 0, reason: 'x' }],
    ['/amount', '{"amount": -0.0, "reason": "x"}'],
    ['/amount', { amount: 0.0001, reason: 'x' }],
    ['/amount', { amount: 1.0005, reason: 'x' }],
    ['/amount', { amount: 1e-30, reason: 'x' }],
    ['/amount', { amount: 1_000_000.001, reason: 'x' }],
    ['/amount', { amount: -1_000_001, reason: 'x' }],
    ['/amount', { amount: 2 ** 53, reason: 'x' }],
    ['/amount', { amount: null, reason: 'x' }],
    ['/amount', { amount: [1], reason: 'x' }],
    ['/amount', { reason: 'x' }],
    ['', '{"amount": NaN, "reason": "x"}'],
    ['/reason', { amount: 1 }],
    ['/reason', { amount: 1, reason: ' ' }],
    ['/reason', { amount: 1, reason: 'x'.repeat(501) }],
    ...['userId', 'credits', 'plan', 'status', 'isAdmin', 'actor', 'type', 'balanceAfter'].map(
      (name) => [`/${name}`, { amount: 1, reason: 'x', [name]: 1 }] as const,
    ),
    ['/__proto__', '{"amount": 1, "reason": "x", "__proto__": {"amount": 5}}'],
  ] as const)('[CRE-4] are refused, naming %s, in %j', async (pointer, body) => {
    const before = await audited();
    const refused = await move('alice', body);
    expect([refused.status, refused.body]).toMatchObject([
      400,
      { code: 'validation_failed', errors: [{ pointer }] },
    ]);
    expect(await audited()).toEqual(before);
  });
});

describe('users, for an administrator', () => {
  it('[CRE-4] are put on a plan, with an entry in the audit log and no movement of credits', async () => {
    const before = await http.rows('select 1 from credit_transactions');
    const put = (body: unknown) => http.ask(admin, 'PUT', pathOf('alice', '/plan'), body);
    expect((await put({ plan: 'pro', reason: 'paid' })).body).toMatchObject({ userId: 'alice', plan: 'pro' });
    expect((await http.ask(alice, 'GET', '/v1/credits')).body).toMatchObject({
      plan: 'pro',
      limits: { perMinute: 10 },
    });
    const entries = await audited();
    expect(entries[0]).toMatchObject({
      action: 'plan.change',
      actor: 'boss',
      subject: 'alice',
      details: { from: 'free', to: 'pro', reason: 'paid' },
    });
    expect((await put({ plan: 'pro' })).status).toBe(200);
    for (const [pointer, body] of [
      ['/plan', { plan: 'PREMIUM ' }],
      ['/plan', { plan: 'Pro' }],
      ['/plan', { plan: ['pro'] }],
      ['/plan', {}],
      ['/credits', { plan: 'free', credits: 1000 }],
      ['/userId', { plan: 'free', userId: 'boss' }],
    ] as const) {
      const refused = await put(body);
      expect([refused.status, refused.body], JSON.stringify(body)).toMatchObject([
        400,
        { errors: [{ pointer }] },
      ]);
    }
    expect(await audited()).toEqual(entries);
    expect(await http.rows('select 1 from credit_transactions')).toEqual(before);
  });

  it('[SEC-1] are found by parts of their ids, page by page, whatever characters those have', async () => {
    const first = await http.ask(admin, 'GET', '/v1/admin/users?limit=1');
    const second = await http.ask(admin, 'GET', `/v1/admin/users?cursor=${String(first.body!.nextCursor)}`);
    const ids = [first, second].flatMap(({ body }) =>
      (body!.data as { userId: string }[]).map(({ userId }) => userId),
    );
    expect(ids.sort()).toEqual(['alice', odd].sort());
    for (const [q, found] of [
      ['LIC', 1],
      ['%', 1],
      ['_', 0],
      ['', 2],
    ] as const) {
      const { body } = await http.ask(admin, 'GET', `/v1/admin/users?q=${encodeURIComponent(q)}`);
      expect((body!.data as unknown[]).length, q).toBe(found);
    }
    const detail = await http.ask(admin, 'GET', pathOf(odd));
    expect([detail.status, detail.body]).toMatchObject([
      200,
      { userId: odd, plan: 'free', tracks: { pending: 0, failed: 0 }, apiKeys: 0, transactions: [{}, {}] },
    ]);
    for (const cursor of ['x', 'WyIyMDI2LTAzLTAxVDEyOjAwOjAwLjAwMDAwMFoiLCJhXHUwMDAwIl0']) {
      expect((await http.ask(admin, 'GET', `/v1/admin/users?cursor=${cursor}`)).status).toBe(400);
    }
  });

  it('[SEC-1] are not there, or not for others', async () => {
    const before = await audited();
    const calls = (user: string) =>
      [
        ['GET', pathOf(user), undefined],
        ['POST', pathOf(user, '/credits'), { amount: 1, reason: 'x' }],
        ['PUT', pathOf(user, '/plan'), { plan: 'pro' }],
        ['DELETE', pathOf(user, '/keys'), undefined],
      ] as const;
    for (const user of ['nobody', ' ', 'a\u0000b', "' or true --", 'x'.repeat(256), '__proto__']) {
      for (const [method, route, body] of calls(user)) {
        const { status, body: problem } = await http.ask(admin, method, route, body);
        expect([status, problem?.code, problem?.detail], `${method} ${user}`).toEqual([
          404,
          'not_found',
          'There is no user with this id.',
        ]);
      }
    }
    const headers = { 'x-user-id': 'boss', 'x-forwarded-user': 'boss', 'x-role': 'admin' };
    for (const [method, route, body] of [
      ...calls('alice'),
      ['GET', '/v1/admin/users', undefined],
      ['GET', '/v1/admin/tracks', undefined],
      ['GET', '/v1/admin/audit', undefined],
    ] as const) {
      expect((await http.ask(alice, method, route, body, headers)).status, route).toBe(403);
    }
    expect(await audited()).toEqual(before);
  });

  it('[SEC-1] lose all their keys at once; the log says by which key of whom', async () => {
    const make = async (token: string, body: object) =>
      (await http.ask(token, 'POST', '/v1/keys', body)).body as unknown as CreatedApiKey;
    const mine = await Promise.all(['a', 'b'].map((name) => make(alice, { name })));
    const byKey = await make(admin, { name: 'ops', scopes: ['admin'] });
    expect((await http.ask(admin, 'GET', pathOf('alice'))).body).toMatchObject({ apiKeys: 2 });
    const revoked = await http.ask(byKey.key, 'DELETE', pathOf('alice', '/keys'));
    expect([revoked.status, revoked.body]).toEqual([200, { revoked: 2 }]);
    for (const { key } of mine) expect((await http.ask(key, 'GET', '/v1/credits')).status).toBe(401);
    expect((await audited()).slice(0, 2)).toMatchObject(
      Array(2).fill({ action: 'key.revoke', actor: 'boss', subject: 'alice', details: { byKey: byKey.id } }),
    );
  });

  it('[GEN-11] have tracks, of which the stuck ones can be seen alone', async () => {
    const insert = (id: number, user: string, late: string) =>
      http.rows(
        `insert into tracks (id, user_id, fingerprint, response, provider, prompt, style_tags, body, request, warnings,
          price, status, revision, step, due_at, queue_deadline_at, deadline_at, created_at, updated_at)
        values ($1, $2, '', '', 'suno', 'a secret wish', '{}', '{}', '{}', '[]', 0, 'pending', 1, 'submit',
          $3::timestamptz, $3, $3::timestamptz + interval '1 hour', $3, $3)`,
        [`01939d5e-0000-7000-8000-00000000000${id}`, user, late],
      );
    const [onTime, late] = ['2026-03-01T12:00:00Z', '2026-03-01T11:50:00Z'];
    await Promise.all([insert(1, 'alice', onTime), insert(2, 'alice', late), insert(3, odd, late)]);
    const list = async (query: string) => {
      const { body } = await http.ask(admin, 'GET', `/v1/admin/tracks?${query}`);
      expect(JSON.stringify(body)).not.toContain('wish');
      return (body!.data as { id: string; isStuck: boolean }[]).map(
        ({ id, isStuck }) => `${id.at(-1)}${isStuck}`,
      );
    };
    expect(await list('')).toEqual(['1false', '3true', '2true']);
    expect(await list('stuck=true')).toEqual(['3true', '2true']);
    expect(await list('stuck=false&limit=1')).toEqual(['1false']);
    expect(await list('status=failed')).toEqual([]);
    expect(await list(`stuck=true&userId=${encodeURIComponent(odd)}`)).toEqual(['3true']);
    for (const query of ['stuck=yes', 'status=PENDING', 'userId=%00', 'cursor=x', 'limit=101']) {
      expect((await http.ask(admin, 'GET', `/v1/admin/tracks?${query}`)).status, query).toBe(400);
    }
    await http.rows('delete from tracks');
  });
});
