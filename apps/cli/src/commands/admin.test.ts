import { expect, it } from 'vitest';
import { fakeImpresario, sendJson, sendProblem } from '../testing/fake-impresario.ts';
import { impresario } from '../testing/run-impresario.ts';
import { aProvider, aTrack } from '../testing/sample-track.ts';

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
