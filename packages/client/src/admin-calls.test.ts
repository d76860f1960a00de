import { expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { json, problem, scriptedServer } from './testing/scripted-server.ts';

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
