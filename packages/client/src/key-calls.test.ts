import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { cut, json, scriptedServer } from './testing/scripted-server.ts';
import { testClock } from './testing/test-clock.ts';

const apiKey = { id: 'k/1', name: 'jobs', prefix: 'imp_abcdefgh' };

it('[SEC-1] makes, lists and revokes keys; only the revocation is sent again when its reply is lost', async () => {
  await using server = await scriptedServer(
    json(201, { ...apiKey, key: 'imp_abcdefgh-and-more' }),
    json(200, { data: [apiKey] }),
    cut,
    json(204, ''),
    cut,
  );
  const { keys } = createClient({ baseUrl: server.url, token: 'secret', clock: testClock() });
  const body = { name: 'jobs', scopes: ['read' as const] };
  expect(await keys.create(body)).toMatchObject({ key: 'imp_abcdefgh-and-more' });
  expect(await keys.list()).toEqual([apiKey]);
  expect(await keys.revoke(apiKey.id)).toBeUndefined();
  await expect(keys.create(body)).rejects.toMatchObject({ code: 'network' });
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /v1/keys',
    'GET /v1/keys',
    'DELETE /v1/keys/k%2F1',
    'DELETE /v1/keys/k%2F1',
    'POST /v1/keys',
  ]);
  expect(JSON.parse(server.requests[0]!.body)).toEqual(body);
});
