import type { AuditEntry, Transaction, User, UserDetail } from '@impresario/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, openEngineHttp, tokenOf, type EngineHttp } from '../testing/open-engine-http.ts';

let http: EngineHttp;
let admin: string;
beforeAll(async () => {
  http = await openEngineHttp();
  admin = await adminToken();
  for (const user of ['ann', 'bea', 'cleo', 'idle'])
    await http.ask(await tokenOf(user), 'GET', '/v1/credits');
  await Promise.all(
    Object.entries({ ann: 3, bea: 1, cleo: 3 }).map(([user, count]) => seed(user, count, 3_600)),
  );
  await seed('bea', 9, 25 * 3_600);
});
afterAll(() => http.close());

/** So many finished songs of a user, asked for so long ago. */
const seed = (user: string, count: number, secondsAgo: number) =>
  http.test.db.pool.query(
    `insert into tracks (id, user_id, fingerprint, response, provider, prompt, style_tags, body, request, warnings,
       price, status, revision, queue_deadline_at, deadline_at, created_at, updated_at, completed_at)
     select uuid_v7(at), $1, '', '', 'local', '', '{}', '{}', '{}', '[]', 0, 'completed', 2, at, at, at, at, at
     from generate_series(1, $2::integer), (select $3::timestamptz as at) t`,
    [user, count, new Date(http.clock.now().getTime() - secondsAgo * 1000)],
  );
async function all<Item>(route: string): Promise<Item[]> {
  const found: Item[] = [];
  for (let cursor: string | null = null; ;) {
    const { status, body } = await http.ask(
      admin,
      'GET',
      route + (cursor === null ? '' : `&cursor=${cursor}`),
    );
    expect(status, JSON.stringify(body)).toBe(200);
    found.push(...(body!.data as Item[]));
    if (!body!.hasMore) return found;
    cursor = body!.nextCursor as string | null;
  }
}

describe('users, as an administrator finds them', () => {
  it('are listed by what they asked for in the last day, page by page, without those who asked for nothing', async () => {
    const users = await all<User>('/v1/admin/users?order=active&limit=1');
    expect(users.map(({ userId, tracksLastDay }) => [userId, tracksLastDay])).toEqual([
      ['cleo', 3],
      ['ann', 3],
      ['bea', 1],
    ]);
    const found = await all<User>('/v1/admin/users?order=active&q=e');
    expect(found.map(({ userId }) => userId)).toEqual(['cleo', 'bea']);
  });

  it('say what they asked for in the last day wherever they are shown', async () => {
    const users = await all<User>('/v1/admin/users?limit=2');
    expect(Object.fromEntries(users.map(({ userId, tracksLastDay }) => [userId, tracksLastDay]))).toEqual({
      ann: 3,
      bea: 1,
      cleo: 3,
      idle: 0,
    });
    const one = await http.ask(admin, 'GET', '/v1/admin/users/bea');
    expect(one.body).toMatchObject({ tracksLastDay: 1, keys: [], tracks: { completed: 10 } });
  });

  it('are paged through whatever they are called, also by the longest name that may be', async () => {
    const names = [...'一二三'].map((letter) => letter.repeat(255));
    for (const name of names) await http.ask(await tokenOf(name), 'GET', '/v1/credits');
    const query = `limit=1&q=${encodeURIComponent(names[0]!.slice(0, 1))}`;
    expect((await all<User>(`/v1/admin/users?${query}`)).map(({ userId }) => userId)).toEqual([names[0]]);
    const users = await all<User>('/v1/admin/users?limit=1');
    expect(users.map(({ userId }) => userId)).toEqual(expect.arrayContaining(names));
    await http.test.db.pool.query('delete from credit_transactions where user_id = any($1)', [names]);
    await http.test.db.pool.query('delete from profiles where user_id = any($1)', [names]);
  });

  it('refuses a cursor of the other order', async () => {
    const { body } = await http.ask(admin, 'GET', '/v1/admin/users?limit=1');
    const other = await http.ask(
      admin,
      'GET',
      `/v1/admin/users?order=active&cursor=${String(body!.nextCursor)}`,
    );
    expect([other.status, other.body?.code]).toEqual([400, 'validation_failed']);
  });

  it('[SEC-1] show their keys, and never what is in them', async () => {
    const ann = await tokenOf('ann');
    const { body: made } = await http.ask(ann, 'POST', '/v1/keys', { name: 'jobs' });
    const { body } = await http.ask(admin, 'GET', '/v1/admin/users/ann');
    const { key, ...shown } = made as { key: string };
    expect((body as unknown as UserDetail).keys).toEqual([shown]);
    expect(JSON.stringify(body)).not.toContain(key);
  });
});

describe('the ledger of a user, and what was changed of them', () => {
  it('[CRE-4] are read by kind, and the ledger is the one that the user sees', async () => {
    for (const [amount, reason] of [
      [5, 'sorry'],
      [-1, 'too many'],
      [2, 'sorry again'],
    ] as const)
      await http.ask(admin, 'POST', '/v1/admin/users/cleo/credits', { amount, reason });
    await http.ask(admin, 'PUT', '/v1/admin/users/cleo/plan', { plan: 'pro' });
    const seen = await all<Transaction>('/v1/admin/users/cleo/transactions?limit=2');
    const own = await http.ask(await tokenOf('cleo'), 'GET', '/v1/credits/transactions');
    expect(own.body!.data).toEqual(seen);
    const grants = await all<Transaction>('/v1/admin/users/cleo/transactions?limit=1&type=grant');
    expect(grants.map(({ reason }) => reason)).toEqual(['sorry again', 'sorry', 'signup']);
    const ofType = await http.ask(await tokenOf('cleo'), 'GET', '/v1/credits/transactions?type=correction');
    expect(ofType.body).toMatchObject({ data: [{ amount: -1 }], hasMore: false });
    const actions = async (query: string) =>
      (await all<AuditEntry>(`/v1/admin/audit?limit=1&${query}`)).map(({ action }) => action);
    expect(await actions('subject=cleo')).toEqual([
      'plan.change',
      'credits.move',
      'credits.move',
      'credits.move',
    ]);
    expect(await actions('subject=cleo&action=plan.change')).toEqual(['plan.change']);
    expect(await actions('actor=ann')).toEqual(['key.create']);
    expect(await actions('actor=nobody')).toEqual([]);
  });

  it.each([
    ['/v1/admin/users/nobody/transactions', 404],
    ['/v1/admin/users/cleo/transactions?type=gift', 400],
    ['/v1/admin/users/cleo/transactions?cursor=x', 400],
    ['/v1/admin/audit?action=plan', 400],
    ['/v1/admin/audit?subject=%00', 400],
    ['/v1/admin/users?order=oldest', 400],
  ])('refuses %s', async (route, status) => {
    expect((await http.ask(admin, 'GET', route)).status).toBe(status);
  });

  it('[SEC-1] are not for users, who learn not even who is there', async () => {
    const user = await tokenOf('ann');
    for (const name of ['cleo', 'nobody']) {
      const { status, body } = await http.ask(user, 'GET', `/v1/admin/users/${name}/transactions`);
      expect([status, body?.detail]).toEqual([403, 'Only administrators may ask this.']);
    }
  });
});
