import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { cut, json, problem, scriptedServer } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

it('[CRE-4] moves credits once however often the reply is lost, and names users of any id', async () => {
  await using server = await scriptedServer(
    cut,
    json(201, { amount: 1 }),
    json(200, { plan: 'pro' }),
    json(200, { data: [] }),
    json(200, { revoked: 0 }),
  );
  const { admin } = createClient({ baseUrl: server.url, token: 'secret', clock: testClock() });
  const body = { amount: 1, reason: 'sorry' };
  expect(await admin.moveCredits('a/b', body, { idempotencyKey: 'k1' })).toEqual({ amount: 1 });
  expect(await admin.changePlan('a/b', { plan: 'pro' })).toEqual({ plan: 'pro' });
  await admin.tracks({ stuck: true, limit: 3 });
  expect(await admin.revokeKeys('a/b')).toEqual({ revoked: 0 });
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/admin/users/a%2Fb/credits',
    'POST /v1/admin/users/a%2Fb/credits',
    'PUT /v1/admin/users/a%2Fb/plan',
    'GET /v1/admin/tracks?stuck=true&limit=3',
    'DELETE /v1/admin/users/a%2Fb/keys',
  ]);
  expect(server.requests.slice(0, 2).map(({ headers }) => headers['idempotency-key'])).toEqual(['k1', 'k1']);
});

it('[SEC-1] asks as the operator, and carries the refusal for everybody else', async () => {
  const orphans = [{ trackId: 't', provider: 'suno' }];
  await using server = await scriptedServer(
    json(200, { stuck: 0 }),
    json(200, { data: orphans }),
    json(200, { data: [] }),
    problem(403, 'forbidden'),
  );
  const { admin } = createClient({ baseUrl: server.url, token: 'secret' });
  expect(await admin.overview()).toEqual({ stuck: 0 });
  expect(await admin.orphans({ limit: 3 })).toEqual(orphans);
  expect(await admin.orphans()).toEqual([]);
  await expect(admin.overview()).rejects.toMatchObject({ code: 'forbidden', status: 403 });
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/v1/admin/overview',
    '/v1/admin/orphans?limit=3',
    '/v1/admin/orphans',
    '/v1/admin/overview',
  ]);
  expect(server.requests[0]?.headers).toMatchObject({ authorization: 'Bearer secret' });
});
