import { liveApiKeysMax, type CreateApiKey } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../ports.ts';
import { newcomer } from '../testing/callers.ts';
import { eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';
import type { Actor } from './api-key.ts';

const hourMs = 3_600_000;

describe('API keys', () => {
  const stage = useTestEngine({ started: false });
  const by = (caller: Caller): Actor => ({ userId: caller.userId, keyId: null, requestId: 'req-1' });
  const tryToMake = (caller: Caller, body: Partial<CreateApiKey> = {}) =>
    stage.test.engine.createApiKey(caller, { name: 'jobs', scopes: ['write'], ...body }, by(caller));
  const make = async (caller: Caller, body: Partial<CreateApiKey> = {}) => {
    const creation = await tryToMake(caller, body);
    if (creation.kind !== 'created') throw new Error(creation.kind);
    return creation.apiKey;
  };
  const find = (key: string) => stage.test.engine.findApiKey(key);
  const query = async (text: string) => (await stage.test.db.pool.query<Record<string, unknown>>(text)).rows;

  it('[SEC-1] are shown once and kept as a hash', async () => {
    const alice = newcomer();
    const expiresAt = '2026-03-02T01:00:00+01:00';
    const { key, ...shown } = await make(alice, { scopes: ['admin', 'read', 'read'], expiresAt });
    expect(key).toMatch(/^imp_[\w-]{22,}$/);
    expect(shown).toMatchObject({
      prefix: key.slice(0, 12),
      scopes: ['read', 'admin'],
      expiresAt: '2026-03-02T00:00:00.000Z',
    });
    expect(await stage.test.engine.listApiKeys(alice.userId)).toEqual([shown]);
    const [row] = await query('select k::text as row from api_keys k');
    const [entry] = await query('select a::text as row, action, actor, subject, request_id from audit_log a');
    expect(`${String(row!.row)}${String(entry!.row)}`).not.toContain(key.slice(12));
    expect(entry).toMatchObject({ action: 'key.create', actor: alice.userId, request_id: 'req-1' });
    const { userId } = alice;
    expect(await find(key)).toEqual({
      id: shown.id,
      userId,
      scopes: shown.scopes,
      expiresAt: new Date(expiresAt),
    });
  });

  it('[SEC-1] are not found when revoked on another node, expired, unknown or malformed', async () => {
    const { engine, clock } = stage.test;
    const alice = newcomer();
    const revoked = await make(alice);
    const expiring = await make(alice, { expiresAt: new Date(clock.now().getTime() + hourMs).toISOString() });
    expect(await find(revoked.key)).not.toBeNull();
    const elsewhere = stage.test.another().engine;
    expect(await elsewhere.revokeApiKey(alice.userId, revoked.id, by(alice))).toBe(true);
    expect(await find(revoked.key)).toBeNull();
    clock.advance(hourMs - 1);
    expect(await find(expiring.key)).not.toBeNull();
    clock.advance(1);
    for (const key of [expiring.key, `${revoked.key}x`, 'imp_', 'imp_\0', `imp_${'x'.repeat(9000)}`, '']) {
      expect(await find(key), key).toBeNull();
    }
    expect((await engine.listApiKeys(alice.userId)).map(({ id }) => id)).toEqual([expiring.id]);
  });

  it('[SEC-1] are revoked by their owner alone, and noted once', async () => {
    const { engine } = stage.test;
    const [alice, mallory] = [newcomer(), newcomer()];
    const { id, key } = await make(alice);
    expect(await engine.revokeApiKey(mallory.userId, id, by(mallory))).toBe(false);
    expect(await find(key)).not.toBeNull();
    expect(await engine.revokeApiKey(alice.userId, id, by(alice))).toBe(true);
    expect(await engine.revokeApiKey(alice.userId, id, by(alice))).toBe(true);
    expect(await query("select subject from audit_log where action = 'key.revoke'")).toEqual([
      { subject: alice.userId },
    ]);
  });

  it(`[SEC-1] are at most ${liveApiKeysMax} good ones a user, also when made at once`, async () => {
    const { clock } = stage.test;
    const alice = newcomer();
    const soon = new Date(clock.now().getTime() + hourMs).toISOString();
    const count = liveApiKeysMax + 10;
    const made = await Promise.all(
      Array.from({ length: count }, () => tryToMake(alice, { expiresAt: soon })),
    );
    expect(made.filter(({ kind }) => kind === 'created')).toHaveLength(liveApiKeysMax);
    expect(await query('select 1 from audit_log')).toHaveLength(liveApiKeysMax);
    clock.advance(hourMs);
    const { id } = await make(alice);
    expect((await stage.test.engine.listApiKeys(alice.userId))[0]!.id).toBe(id);
  });

  it('[SEC-1] say when they were last used, to the minute, and work on when that cannot be written', async () => {
    const { engine, clock, db } = stage.test;
    const alice = newcomer();
    const { key } = await make(alice);
    const used = async () => (await engine.listApiKeys(alice.userId))[0]!.lastUsedAt;
    const first = clock.now().toISOString();
    await Promise.all(Array.from({ length: 10 }, () => find(key)));
    await eventually(used, (at) => at === first);
    clock.advance(59_999);
    await find(key);
    clock.advance(1);
    const second = clock.now().toISOString();
    await find(key);
    await eventually(used, (at) => at === second);
    clock.advance(60_000);
    await db.pool.query(
      "alter table api_keys add constraint unwritable check (last_used_at < '2020-01-01') not valid",
    );
    try {
      expect(await find(key)).not.toBeNull();
      await stage.test.settle();
      expect(await used()).toBe(second);
    } finally {
      await db.pool.query('alter table api_keys drop constraint unwritable');
    }
  });

  it('[SEC-1] the audit log is only ever added to', async () => {
    await make(newcomer());
    for (const change of [
      "update audit_log set actor = 'x'",
      'delete from audit_log',
      'truncate audit_log',
    ]) {
      await expect(query(change)).rejects.toThrow('audit_log is only ever added to');
    }
    expect(await query('select 1 from audit_log')).toHaveLength(1);
  });
});
