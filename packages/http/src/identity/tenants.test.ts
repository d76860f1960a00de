import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../operation.ts';
import { operations } from '../operations.ts';
import { adminToken, openEngineHttp, tokenOf, type EngineHttp } from '../testing/open-engine-http.ts';

let http: EngineHttp;
let mallory: string;
let admin: string;
const songId = '01939d5e-0000-7000-8000-0000000000a1';
const workId = '01939d5e-0000-7000-8000-0000000000a2';
const nobodysId = '01939d5e-0000-7000-8000-0000000000ff';
let keyId: string;

beforeAll(async () => {
  http = await openEngineHttp();
  mallory = await tokenOf('mallory');
  admin = await adminToken();
  const alice = await tokenOf('alice');
  const made = await http.ask(alice, 'POST', '/v1/keys', { name: 'hers' });
  keyId = made.body!.id as string;
  for (const [id, operation, makesSong] of [
    [songId, 'generate', true],
    [workId, 'lyrics', false],
  ] as const) {
    await http.rows(
      `insert into tracks (id, user_id, fingerprint, response, operation, makes_song, provider, prompt, style_tags, body,
        request, warnings, price, status, revision, step, due_at, queue_deadline_at, deadline_at, created_at, updated_at)
      values ($1, 'alice', '', '', $2, $3, 'suno', 'hers', '{}', '{}', '{}', '[]', 0, 'pending', 1, 'submit',
        $4::timestamptz, $4, $4, $4, $4)`,
      [id, operation, makesSong, http.clock.now()],
    );
  }
  for (const token of [mallory, admin]) await http.ask(token, 'GET', '/v1/credits');
});
afterAll(() => http.close());

/** All that a request could change. */
const written = () =>
  http.rows(
    `select (select array_agg(t::text order by id) from tracks t) as tracks,
      (select array_agg(p::text order by user_id) from profiles p) as profiles,
      (select array_agg(id::text order by id) from credit_transactions) as transactions,
      (select array_agg(id || coalesce(revoked_at::text, '') order by id) from api_keys) as keys,
      (select count(*) from audit_log) as changes`,
  );
const ask = (op: Operation, bearer: string, id: string, body: unknown = op.body?.example) =>
  http.ask(bearer, op.method.toUpperCase(), op.path.replace('{id}', id), body);
const signedIn = operations.filter(({ access }) => access !== 'public');
const withId = signedIn.filter(({ access, path }) => access !== 'admin' && path.includes('{id}'));
const withBody = signedIn.filter(({ body, path }) => body && path.startsWith('/v1/'));

describe('every route', () => {
  it('[SEC-1] answers for what is another user’s as for what nobody has, and changes nothing', async () => {
    const before = await written();
    expect(withId.length).toBeGreaterThan(15);
    for (const op of withId) {
      const none = await ask(op, mallory, nobodysId);
      expect([none.status, none.body?.code], op.id).toEqual([404, 'not_found']);
      for (const id of [songId, workId, keyId]) {
        const foreign = await ask(op, mallory, id);
        const same = { ...none.body, instance: foreign.body?.instance, requestId: foreign.body?.requestId };
        expect([foreign.status, foreign.body], op.id).toEqual([404, same]);
      }
    }
    expect(await written()).toEqual(before);
  });

  it('[SEC-1] refuses fields that are ours to set, by name, and changes nothing', async () => {
    const before = await written();
    expect(withBody.length).toBeGreaterThan(15);
    const ours = [
      'status',
      'userId',
      'credits',
      'creditsCharged',
      'isAdmin',
      'role',
      'revision',
      '__proto__',
    ];
    for (const op of withBody) {
      // The plan is a field of one route alone.
      const fields = op.path.endsWith('/plan') ? ours : [...ours, 'plan'];
      for (const field of fields) {
        const example = JSON.stringify(op.body!.example).slice(0, -1);
        const comma = example === '{' ? '' : ',';
        const refused = await ask(op, admin, 'mallory', `${example}${comma}"${field}":"admin"}`).then(
          (first) =>
            first.status === 404 ? ask(op, admin, songId, `${example}${comma}"${field}":"admin"}`) : first,
        );
        expect([refused.status, refused.body?.code], `${op.id} ${field}`).toEqual([400, 'validation_failed']);
        expect(refused.body?.errors, `${op.id} ${field}`).toContainEqual(
          expect.objectContaining({ pointer: `/${field}` }),
        );
      }
    }
    expect(await written()).toEqual(before);
  });

  it('[SEC-1] believes no header about who asks', async () => {
    const names = [
      'x-user-id',
      'x-forwarded-user',
      'x-remote-user',
      'x-auth-request-user',
      'x-real-user',
      'user-id',
    ];
    const headers = Object.fromEntries(names.map((name) => [name, 'alice']));
    const asMallory = await http.ask(mallory, 'GET', `/v1/tracks/${songId}`, undefined, headers);
    expect(asMallory.status).toBe(404);
    const nobody = await fetch(`${http.url}/v1/tracks/${songId}`, { headers });
    expect(nobody.status).toBe(401);
  });
});
