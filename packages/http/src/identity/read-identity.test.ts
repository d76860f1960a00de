import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, openEngineHttp, tokenOf, type EngineHttp } from '../testing/open-engine-http.ts';
import { localIdentity, OWNER_TOKEN } from '../testing/open-test-http.ts';

let http: EngineHttp;
beforeAll(async () => {
  http = await openEngineHttp();
});
afterAll(() => http.close());

const me = async (bearer: string) => {
  const { status, body } = await http.ask(bearer, 'GET', '/v1/me');
  return [status, body];
};

describe('whom the server takes a caller for', () => {
  it('[SEC-1] is a user or an administrator, and asking makes no profile', async () => {
    const apiKey = null;
    expect(await me(await tokenOf('alice'))).toEqual([
      200,
      { object: 'identity', userId: 'alice', role: 'user', apiKey },
    ]);
    expect(await me(await adminToken())).toEqual([
      200,
      { object: 'identity', userId: 'boss', role: 'admin', apiKey },
    ]);
    expect(await http.rows('select user_id from profiles')).toEqual([]);
    expect((await fetch(`${http.url}/v1/me`)).status).toBe(401);
  });

  it('[SEC-1] is no more than the key allows by which they come', async () => {
    const boss = await adminToken();
    const keyOf = async (scope: string) =>
      (await http.ask(boss, 'POST', '/v1/keys', { name: scope, scopes: [scope] })).body as {
        id: string;
        key: string;
      };
    const [read, admin] = [await keyOf('read'), await keyOf('admin')];
    expect(await me(read.key)).toMatchObject([
      200,
      { userId: 'boss', role: 'user', apiKey: { id: read.id, isReadOnly: true } },
    ]);
    expect(await me(admin.key)).toMatchObject([
      200,
      { role: 'admin', apiKey: { id: admin.id, isReadOnly: false } },
    ]);
  });

  it('is an administrator for the owner of a local server', async () => {
    const local = await openEngineHttp({ identity: localIdentity });
    try {
      const { body } = await local.ask(OWNER_TOKEN, 'GET', '/v1/me');
      expect(body).toMatchObject({ userId: 'owner', role: 'admin' });
    } finally {
      await local.close();
    }
  });
});
