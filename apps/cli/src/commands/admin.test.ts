import { aProvider, aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { fakeImpresario, sendJson, sendProblem } from '../testing/fake-impresario.ts';
import { impresario } from '../testing/run-impresario.ts';

type Reply = Parameters<typeof sendJson>[0];

const overview = {
  tracks: { processing: 2, completed: 40 },
  queued: { suno: 1 },
  stuck: 0,
  orphans: { open: 1, claimed: 3 },
  callbacks: { waiting: 0, lastHour: 12 },
  users: 5,
};
const orphan = {
  trackId: aTrack().id,
  provider: 'suno',
  operation: 'generate',
  taskId: 't-1',
  status: 'accepted',
  errorCode: 'PROCESSING_TIMEOUT',
  lateResultAt: '2026-01-01T00:00:00.000Z',
  claimedBy: null,
  createdAt: '2026-01-01T00:00:00.000Z',
};

it('shows an operator what is going on, and the orphans', async () => {
  const routes = {
    'GET /v1/admin/overview': (response: Reply) => sendJson(response, 200, overview),
    'GET /v1/admin/orphans': (response: Reply) => sendJson(response, 200, { data: [orphan] }),
  };
  await using server = await fakeImpresario({ routes });
  const env = { IMPRESARIO_URL: server.url };
  const shown = await impresario(['admin', 'overview'], { env });
  expect(shown.stdout).toContain('2 processing · 40 completed');
  expect(shown.stdout).toContain('1 open · 3 claimed');
  expect(server.requests[0]?.headers.authorization).toBe('Bearer test-token');
  const listed = await impresario(['admin', 'orphans', '--limit', '3'], { env });
  expect(listed.stdout).toMatch(/suno +generate +t-1 +PROCESSING_TIMEOUT +late/);
  expect(server.requests[1]?.path).toBe('/v1/admin/orphans?limit=3');
  const json = await impresario(['admin', 'orphans', '--json'], { env });
  expect(JSON.parse(json.stdout)).toEqual({ data: [orphan] });
});

it('gives and takes credits, changes plans, and lists users, tracks and changes', async () => {
  const at = '2026-01-01T00:00:00.000Z';
  const user = { userId: 'a/b', plan: 'pro', creditsRemaining: 3, creditsUsedToday: 0, createdAt: at };
  const page = (...data: object[]) => ({ data, hasMore: true, nextCursor: 'c1' });
  const change = { actor: 'boss', action: 'plan.change', subject: 'a/b', createdAt: at };
  const answers = {
    'GET /v1/admin/users': page(user),
    'GET /v1/admin/users/a%2Fb': {
      ...user,
      limits: { perMinute: 10, perDay: 100, concurrent: 3 },
      tracks: { completed: 2, failed: 0 },
      apiKeys: 1,
      transactions: [],
    },
    'POST /v1/admin/users/a%2Fb/credits': { amount: -2.5, balanceAfter: 0.5 },
    'PUT /v1/admin/users/a%2Fb/plan': user,
    'GET /v1/admin/tracks': page({ ...aTrack(), userId: 'a/b', isStuck: true }),
    'GET /v1/admin/audit': page({ ...change, details: { from: 'free', to: 'pro', reason: 'paid' } }),
  };
  const routes = Object.fromEntries(
    Object.entries(answers).map(([route, body]) => [route, (reply: Reply) => sendJson(reply, 200, body)]),
  );
  await using server = await fakeImpresario({ routes });
  const run = async (...args: string[]) => (await impresario(['admin', ...args, '--url', server.url])).stdout;
  const [users, detail, taken, planned, tracks, audit] = await Promise.all([
    run('users', '--search', 'a/'),
    run('user', 'a/b'),
    run('take', 'a/b', '2.5', '--reason', 'too much', '--key', 'k1'),
    run('plan', 'a/b', 'pro', '--reason', 'paid'),
    run('tracks', '--stuck', '--of', 'a/b'),
    run('audit'),
  ]);
  expect(users).toMatch(/a\/b +pro +3 +0 .*\nMore: --cursor c1/);
  expect(detail).toMatch(/Tracks +2 completed\nAPI keys +1\nCredits +3/);
  expect(taken).toBe('Taken: 2.5 credits. The balance is 0.5.\n');
  expect(planned).toBe('On the plan pro from now on.\n');
  expect(tracks).toMatch(/a\/b +stuck/);
  expect(audit).toMatch(/boss +plan\.change +a\/b +from free · to pro · reason paid/);
  const sent = server.requests.find(({ method }) => method === 'POST');
  expect([sent?.body, sent?.headers['idempotency-key']]).toEqual([
    { amount: -2.5, reason: 'too much' },
    'k1',
  ]);
  const asked = server.requests.map((request) => new URL(request.path, server.url));
  const ofTracks = asked.find(({ pathname }) => pathname === '/v1/admin/tracks');
  expect(Object.fromEntries(ofTracks?.searchParams ?? [])).toEqual({
    limit: '20',
    userId: 'a/b',
    stuck: 'true',
  });
});

it('ends with 4 for somebody who is no operator', async () => {
  const routes = {
    'GET /v1/admin/overview': (response: Reply) =>
      sendProblem(response, 403, 'forbidden', 'This is for operators.'),
  };
  await using server = await fakeImpresario({ routes });
  expect(await impresario(['admin', 'overview', '--url', server.url])).toMatchObject({
    code: 4,
    stderr: '✗ This is for operators.\n',
  });
});

it('shows who takes work, what each operation costs, and what is wrong', async () => {
  const suno = aProvider({
    id: 'suno',
    isDefault: false,
    operations: ['generate', 'stems', 'wav'],
    priceCredits: { generate: 1, stems: 0.5, wav: 0 },
    health: {
      status: 'down',
      detail: 'Its key was refused.',
      successRate: 0,
      sampleCount: 3,
      circuit: 'blocked',
    },
  });
  const routes = {
    'GET /v1/providers': (response: Reply) => sendJson(response, 200, { data: [aProvider(), suno] }),
  };
  await using server = await fakeImpresario({ routes });
  const { stdout } = await impresario(['providers', '--url', server.url]);
  expect(stdout).toMatch(/takes work +✓ +blocked/);
  expect(stdout).toMatch(/stems +· +0\.5/);
  expect(stdout).toMatch(/wav +· +free/);
  expect(stdout).toContain('! suno: Its key was refused.\n');
});
