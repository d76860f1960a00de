import { expect, it } from 'vitest';
import { fakeImpresario, sendJson, sendProblem } from '../testing/fake-impresario.ts';
import { impresario } from '../testing/run-impresario.ts';

type Reply = Parameters<typeof sendJson>[0];

const apiKey = {
  id: '019a0000-0000-7000-8000-000000000001',
  name: 'nightly jobs',
  prefix: 'imp_abcdefgh',
  scopes: ['write'],
  expiresAt: null,
  lastUsedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
};

it('makes a key and shows it once, lists keys without them, revokes one', async () => {
  const routes = {
    'POST /v1/keys': (response: Reply) => sendJson(response, 201, { ...apiKey, key: 'imp_abcdefgh-more' }),
    'GET /v1/keys': (response: Reply) => sendJson(response, 200, { data: [apiKey] }),
    [`DELETE /v1/keys/${apiKey.id}`]: (response: Reply) => response.writeHead(204).end(),
  };
  await using server = await fakeImpresario({ routes });
  const run = (...args: string[]) => impresario(['keys', ...args], { env: { IMPRESARIO_URL: server.url } });
  const [made, listed, revoked] = await Promise.all([
    run('create', 'nightly jobs', '--scope', 'read', '--expires', '2990-01-31'),
    run('list'),
    run('revoke', apiKey.id, '--json'),
  ]);
  expect(made.stdout).toMatch(/Key +imp_abcdefgh-more/);
  expect(made.stdout).toContain('not shown again');
  expect(listed.stdout).toMatch(/nightly jobs +imp_abcdefgh… +write +never +never/);
  expect(JSON.parse(revoked.stdout)).toEqual({ id: apiKey.id, revoked: true });
  const body = { name: 'nightly jobs', scopes: ['read'], expiresAt: '2990-01-31T00:00:00.000Z' };
  expect(server.requests.find(({ method }) => method === 'POST')?.body).toEqual(body);
});

it('ends with 2 for what is typed wrong, and with 4 where a key asks for keys', async () => {
  const routes = {
    'GET /v1/keys': (response: Reply) =>
      sendProblem(response, 403, 'forbidden', 'Keys are not managed by a key.'),
  };
  await using server = await fakeImpresario({ routes });
  const run = (...args: string[]) => impresario(['keys', ...args, '--url', server.url]);
  const [scope, nothing, refused] = await Promise.all([
    run('create', 'x', '--scope', 'root'),
    run('create'),
    run('list'),
  ]);
  expect([scope.code, nothing.code, refused.code]).toEqual([2, 2, 4]);
  expect(refused.stderr).toBe('✗ Keys are not managed by a key.\n');
});
