import { readFile } from 'node:fs/promises';
import { boundedQuery, parseInvariants, type Invariant } from '@impresario/database';
import { beforeEach, describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

interface Connection {
  query<Row extends object>(text: string): Promise<{ rows: Row[]; rowCount: number | null }>;
}

/** What each invariant must notice. Each statement breaks healthy rows where the database itself would not let it. */
const breakages: readonly (readonly [rule: string, statement: string])[] = [
  [
    'I1',
    "update tracks set idempotency_key = 'twice', response = '{\"id\":\"' || id || '\"}' where user_id = 'ann'",
  ],
  [
    'I2',
    "insert into credit_transactions overriding system value select (jsonb_populate_record(c, '{\"number\":90001}')).* from credit_transactions c where type = 'refund'",
  ],
  [
    'I2',
    "delete from credit_transactions where type = 'generation' and track_id = (select id from tracks where status = 'cancelled')",
  ],
  ['I3', "update profiles set credits_remaining = credits_remaining + 1 where user_id = 'ann'"],
  ['I3', "update credit_transactions set balance_after = balance_after + 1 where type = 'grant'"],
  ['I4', "update profiles set credits_remaining = -1 where user_id = 'ann'"],
  ['I5', "update tracks set refunded = price where status = 'completed'"],
  ['I5', "update tracks set refunded = 0 where status = 'cancelled'"],
  ['I5', "update tracks set price = 500 where status = 'pending'"],
  ['I6', 'delete from events where revision = 1 + (select min(revision) from events)'],
  ['I6', "update tracks set revision = revision + 1 where status = 'completed'"],
  ['I6', "update tracks set status = 'completed', due_at = null, step = null where status = 'pending'"],
  [
    'I7',
    `update tracks set queue_deadline_at = created_at - interval '1 day', deadline_at = created_at - interval '1 day',
      due_at = created_at - interval '1 day' where status = 'pending'`,
  ],
  ['I8', "delete from tracks where status = 'pending'"],
  [
    'I9',
    `with changed as (update attempts set status = 'unknown' returning *)
      insert into attempts (id, track_id, number, correlation, status, provider, created_at)
      select gen_random_uuid(), track_id, number + 1, 'other', 'sending', provider, created_at from changed`,
  ],
  ['I10', "update tracks set lease_until = now() where status = 'completed'"],
  ['I11', "delete from assets where kind = 'audio'"],
  ['I11', 'update track_versions set is_primary = false'],
  ['I11', "update assets set sha256 = '' where kind = 'audio'"],
  ['I12', "update assets set sha256 = repeat('0', 64)"],
  ['I12', "update tracks set deleted_at = now() where status = 'completed'"],
  [
    'I13',
    "insert into callbacks (id, provider, body, hash, trust, status, received_at) values (gen_random_uuid(), 'x', '{}', '', 'hint', 'applied', now())",
  ],
  ['I14', "delete from events where type = 'track.completed'"],
  ['I14', 'update events set xid = (1000000000 - id)::text::xid8'],
  ['I15', "update events set user_id = 'bob' where type = 'track.completed'"],
  ['I15', "update credit_transactions set user_id = 'bob' where type = 'refund'"],
  ['I15', "update assets set track_id = (select id from tracks where status = 'pending')"],
  [
    'I15',
    `with other as (select id from tracks where status = 'pending'),
      told as (update events set user_id = 'bob' where track_id in (select id from other)),
      paid as (update credit_transactions set user_id = 'bob' where track_id in (select id from other))
      update tracks set user_id = 'bob', retried_from = (select id from tracks where status = 'completed')
      where id in (select id from other)`,
  ],
  ['I17', "update tracks set response = '{}' where idempotency_key is not null"],
];

/** Said by other tests, because rows cannot tell. */
const notInSql = ['I16'];

describe('the invariants', () => {
  const stage = useTestEngine({ settings: { defaultProvider: 'scripted-inline' } });
  let invariants: readonly Invariant[];

  beforeEach(async () => {
    invariants = parseInvariants(
      await readFile(new URL('../../../database/invariants.sql', import.meta.url), 'utf8'),
    );
  });

  /** Ann has a track of each fate, Bob has an account. */
  async function seed(): Promise<void> {
    const { test } = stage;
    const [ann, bob] = [
      { ...newcomer(), userId: 'ann' },
      { ...newcomer(), userId: 'bob' },
    ];
    await test.engine.readCredits(bob);
    const done = await test.submit({}, ann, 'a-key');
    if (done.kind !== 'admitted') throw new Error(done.kind);
    await test.until(done.trackId, ({ status }) => status === 'completed');
    await test.engine.stop();
    const cancelled = await test.admit({}, ann);
    await test.engine.cancelTrack(ann.userId, cancelled);
    await test.admit({}, ann);
  }

  /** Whether a query of the rule finds something after the statement, which is taken back again. */
  async function isNoticed(client: Connection, rule: string, statement: string): Promise<boolean> {
    await client.query('savepoint healthy');
    const { rowCount } = await client.query(statement);
    expect(rowCount, `rows changed by: ${statement}`).toBeGreaterThan(0);
    const isBroken = await isViolated(client, rule);
    await client.query('rollback to savepoint healthy');
    return isBroken;
  }

  async function isViolated(client: Connection, rule: string): Promise<boolean> {
    const invariant = invariants.find(({ name }) => name.startsWith(`${rule} `));
    const { rows } = await client.query<{ count: number }>(boundedQuery(invariant!.query));
    return rows[0]!.count > 0;
  }

  it('notice each a row that breaks it, and nothing while all is well', async () => {
    await seed();
    const client = await stage.test.db.pool.connect();
    try {
      await client.query('begin');
      const now = stage.test.clock.now().toISOString();
      await client.query("select set_config('impresario.now', $1, true)", [now]);
      await client.query(allowAnything);
      const missed: string[] = [];
      for (const [rule, statement] of breakages) {
        expect(await isViolated(client, rule), `${rule} while all is well`).toBe(false);
        if (!(await isNoticed(client, rule, statement))) missed.push(`${rule}: ${statement}`);
      }
      expect(missed).toEqual([]);
    } finally {
      client.release(true);
    }
  });

  it('are each broken by the test above, or said elsewhere', () => {
    const rules = invariants.map(({ name }) => name.split(' ')[0]!);
    expect(new Set(breakages.map(([rule]) => rule))).toEqual(new Set(rules));
    const all = Array.from({ length: 17 }, (_, index) => `I${index + 1}`);
    expect(all.filter((rule) => !rules.includes(rule))).toEqual(notInSql);
  });
});

/** For this transaction only: no triggers, no constraints, no unique indexes. */
const allowAnything = `
  set local session_replication_role = replica;
  do $$ declare one record; begin
    for one in select conrelid::regclass as relation, conname from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u') loop
      execute format('alter table %s drop constraint %I', one.relation, one.conname);
    end loop;
    for one in select indexrelid::regclass as index from pg_index i join pg_class t on t.oid = i.indrelid
      where t.relnamespace = 'public'::regnamespace and i.indisunique and not i.indisprimary loop
      execute format('drop index %s', one.index);
    end loop;
    alter table attempts drop constraint attempts_pkey;
    alter table credit_transactions drop constraint credit_transactions_pkey cascade;
  end $$`;
