import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import type { Credits, Examination, InvariantReport, Reconciliation, Statement } from '@impresario/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from './index.ts';
import { ask, makeDataDirectory, signToken, userClaims } from './testing.ts';

const secret = 'a secret of more than thirty-two characters';

describe('the money of a real server', () => {
  let place: Awaited<ReturnType<typeof makeDataDirectory>>;
  let database: TestDatabase;
  let server: RunningServer;

  beforeAll(async () => {
    place = await makeDataDirectory();
    database = await openTestDatabase();
    server = await startServer({
      env: {
        DATA_DIR: place.dataDir,
        DATABASE_URL: database.connectionString,
        LOG_LEVEL: 'silent',
        // Nothing is made here, so nothing moves but what is booked.
        ROLE: 'api',
        JWT_SECRET: secret,
        SIGNUP_CREDITS: '10',
        PLANS: '{"free":{"perMinute":1000,"perDay":null,"concurrent":100}}',
        PRICES: '{"lyrics":0.333}',
      },
      port: 0,
      studio: false,
    });
  });
  afterAll(async () => {
    await server.stop();
    await database.close();
    await place.remove();
  });

  const as = (user: string) => ({ url: server.url, token: signToken(secret, userClaims(user)) });
  const read = async <T>(user: string, route: string) =>
    JSON.parse((await ask(as(user), 'GET', route)).text) as T;

  it('[CRE-2] [CRE-3] [I3] makes exactly 10 tracks of 32 parallel spends on credit for 10, and leaves 0', async () => {
    const spend = (index: number) => ask(as('alice'), 'POST', '/v1/tracks', { prompt: `song ${index}` });
    const replies = await Promise.all(Array.from({ length: 32 }, (_, index) => spend(index)));
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(10).fill(202), ...Array<number>(22).fill(402)]);
    expect(await read<Credits>('alice', '/v1/credits')).toMatchObject({
      creditsRemaining: 0,
      creditsUsedToday: 10,
    });
    expect((await read<{ data: unknown[] }>('alice', '/v1/tracks?limit=100')).data).toHaveLength(10);
    const { transactions, closingBalance } = await read<Statement>('alice', '/v1/credits/statement');
    expect(transactions.map(({ type, amount }) => `${type} ${amount}`)).toEqual([
      'grant 10',
      ...Array<string>(10).fill('generation -1'),
    ]);
    expect([transactions.reduce((sum, { amount }) => sum + amount, 0), closingBalance]).toEqual([0, 0]);
  });

  it('[CRE-1] shows the prices and limits of its configuration', async () => {
    const { data } = await read<{ data: { priceCredits: object }[] }>('bob', '/v1/providers');
    expect(data[0]!.priceCredits).toMatchObject({ generate: 1 });
    expect((await read<Credits>('bob', '/v1/credits')).limits).toEqual({
      perMinute: 1000,
      perDay: null,
      concurrent: 100,
    });
  });

  it('walks its own checklist for operators alone, and finds what is wrong', async () => {
    const asked = (token: string) => ask({ url: server.url, token }, 'GET', '/v1/admin/doctor');
    expect((await asked(as('bob').token)).status).toBe(403);
    const admin = signToken(secret, { ...userClaims('root'), role: 'admin' });
    const statusOf = async () => {
      const { findings } = JSON.parse((await asked(admin)).text) as Examination;
      return Object.fromEntries(findings.map(({ id, status }) => [id, status]));
    };
    // Nothing takes the ten tracks of Alice yet, but they were booked a moment ago; the test server runs without fsync.
    expect(await statusOf()).toEqual({
      disk: 'ok',
      database: 'ok',
      durability: 'failed',
      limits: 'ok',
      realtime: 'ok',
      identity: 'ok',
      'file-secret': 'warning',
      address: 'warning',
      'provider-local': 'ok',
      worker: 'ok',
      tracks: 'ok',
      orphans: 'ok',
      invariants: 'ok',
    });
    await database.pool.query("update tracks set due_at = due_at - interval '90 seconds'");
    await database.pool.query("update profiles set credits_remaining = 1 where user_id = 'alice'");
    expect(await statusOf()).toMatchObject({ worker: 'failed', invariants: 'failed' });
    const report = await ask({ url: server.url, token: admin }, 'GET', '/v1/admin/invariants');
    expect(JSON.parse(report.text) as InvariantReport).toMatchObject({
      violations: [{ invariant: 'I3', count: 1 }],
    });
    const metrics = await fetch(`${server.url}/metrics`).then((reply) => reply.text());
    expect(metrics).toContain('impresario_invariant_violations{invariant="I3"} 1');
    const days = await ask({ url: server.url, token: admin }, 'GET', '/v1/admin/reconciliation');
    const { data } = JSON.parse(days.text) as Reconciliation;
    expect(data).toMatchObject([{ provider: 'local', creditsCharged: 10, creditsNet: 10, spend: null }]);
  });

  it('[CRE-4] exports a statement for a spreadsheet, to its owner alone', async () => {
    const reply = await ask(as('bob'), 'GET', '/v1/credits/statement?format=csv');
    const rows = reply.text.split('\r\n').map((row) => row.split(',').slice(1, 4).join(' '));
    expect(rows).toEqual([
      'type amount balance',
      'opening balance  0',
      'grant 10 10',
      'closing balance  10',
      '',
    ]);
    const { status } = await ask({ url: server.url, token: 'nobody' }, 'GET', '/v1/credits/statement');
    expect(status).toBe(401);
  });
});
