import { aProvider, aTrack, someCredits } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { fakeImpresario, sendJson, sendProblem } from './testing/fake-impresario.ts';
import { impresario } from './testing/run-impresario.ts';

it('shows its help when asked, and as an error when nothing was asked', async () => {
  const [bare, asked, one] = await Promise.all([
    impresario([]),
    impresario(['--help']),
    impresario(['help', 'show']),
  ]);
  expect(bare).toMatchObject({ code: 2, stdout: '' });
  expect(asked).toMatchObject({ code: 0, stderr: '', stdout: bare.stderr });
  expect(one.stdout).toContain('impresario show ID [options]');
});

it.each([
  [['genrate', 'x'], 'There is no command “genrate”. Did you mean generate?'],
  [['frobnicate'], 'There is no command “frobnicate”. See impresario --help.'],
  [['tracks', '--limt', '3'], 'There is no option --limt. Did you mean --limit?'],
  [['tracks', 'more'], '“more” is one word too many for tracks.'],
  [['show'], 'Which track? Give its id: impresario show ID'],
  [
    ['credits', '--url', 'localhost:8787'],
    '“localhost:8787” is not an address; write it as http://127.0.0.1:8787.',
  ],
])('ends %j with 2 and a hint', async (args, message) => {
  expect(await impresario(args)).toMatchObject({ code: 2, stdout: '', stderr: `✗ ${message}\n` });
});

it('lists tracks with the filters given', async () => {
  const page = { data: [aTrack({ title: 'Waltz' })], hasMore: true, nextCursor: 'c1' };
  const routes = {
    'GET /v1/tracks': (response: Parameters<typeof sendJson>[0]) => sendJson(response, 200, page),
  };
  await using server = await fakeImpresario({ routes });
  const args = ['tracks', '--url', server.url, '--status', 'failed', '--search', 'a b', '--limit', '5'];
  const { code, stdout } = await impresario(args);
  expect(stdout).toContain('Waltz');
  expect(stdout).toContain('More: impresario tracks --cursor c1\n');
  expect(code).toBe(0);
  expect(server.requests[0]?.path).toBe('/v1/tracks?limit=5&status=failed&q=a+b');
  expect(JSON.parse((await impresario([...args, '--json'])).stdout)).toEqual(page);
});

it('shows, cancels and retries one track', async () => {
  const { id } = aTrack();
  const again = { ...aTrack(), id: '019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a99' };
  const routes = {
    [`POST /v1/tracks/${id}/retry`]: (response: Parameters<typeof sendJson>[0]) =>
      sendJson(response, 202, again),
  };
  await using server = await fakeImpresario({ routes });
  const env = { IMPRESARIO_URL: server.url };
  expect((await impresario(['show', id], { env })).stdout).toContain(id);
  expect((await impresario(['retry', id], { env })).stdout).toContain(`Begun as ${again.id}`);
  expect((await impresario(['cancel', id], { env })).stdout).toBe('Cancelled. 1 credit came back.\n');
  expect(await impresario(['show', 'nope'], { env })).toMatchObject({ code: 1, stdout: '' });
});

it('shows credits and providers, also as JSON', async () => {
  const credits = someCredits({ plan: 'free' });
  const routes = {
    'GET /v1/credits': (response: Parameters<typeof sendJson>[0]) => sendJson(response, 200, credits),
    'GET /v1/credits/transactions': (response: Parameters<typeof sendJson>[0]) =>
      sendJson(response, 200, { data: [], hasMore: false, nextCursor: null }),
    'GET /v1/providers': (response: Parameters<typeof sendJson>[0]) =>
      sendJson(response, 200, { data: [aProvider()] }),
  };
  await using server = await fakeImpresario({ routes });
  const env = { IMPRESARIO_URL: server.url };
  expect((await impresario(['credits'], { env })).stdout).toContain('free (3 a minute, 10 a day, 1 at once)');
  expect(JSON.parse((await impresario(['credits', '--json'], { env })).stdout)).toEqual({
    ...credits,
    transactions: [],
  });
  expect((await impresario(['providers'], { env })).stdout).toContain('local (default)');
});

it('tells which fields a server refused, and what to do about a missing key', async () => {
  const errors = [
    { pointer: '/durationSeconds', detail: 'at most 240 for this model' },
    { pointer: '/styleTags/0', detail: 'must not be blank' },
  ];
  const routes = {
    'POST /v1/tracks': (response: Parameters<typeof sendJson>[0]) =>
      sendProblem(response, 400, 'validation_failed', 'The body is not valid; see `errors`', { errors }),
    'GET /v1/credits': (response: Parameters<typeof sendJson>[0]) =>
      sendProblem(response, 401, 'unauthenticated', 'Who are you?'),
  };
  await using server = await fakeImpresario({ routes });
  const env = { IMPRESARIO_URL: server.url };
  expect(await impresario(['generate', 'x'], { env })).toMatchObject({
    code: 2,
    stderr:
      '✗ The body is not valid\n  --duration: at most 240 for this model\n  --style: must not be blank\n',
  });
  expect(await impresario(['credits'], { env })).toMatchObject({
    code: 1,
    stderr: '✗ Who are you?\n  Give the key with IMPRESARIO_TOKEN or --token.\n',
  });
});

it('says which variable keeps the server from starting', async () => {
  const { code, stdout, stderr } = await impresario(['serve'], { env: { PORT: 'eighty' } });
  expect(stderr).toMatch(/^✗ .*\n {2,}PORT must be a number/);
  expect(stderr).not.toContain('    at ');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});
