import { describe, expect, it } from 'vitest';
import { eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

describe('housekeeping', () => {
  const warnings: string[] = [];
  const log = {
    debug() {},
    info() {},
    warn: (_fields: object, message: string) => void warnings.push(message),
    error() {},
  };
  const stage = useTestEngine({ log });

  it('[I12] goes on with the next task when one cannot be done', async () => {
    const { test } = stage;
    const { pool } = test.db;
    await test.engine.issueTicket({ userId: 'alice', keyId: null, proofExpiresAt: null });
    await pool.query('alter function prune_events(timestamptz) rename to prune_events_away');
    const tickets = async () => (await pool.query('select from stream_tickets')).rowCount;
    await eventually(
      tickets,
      (count) => count === 0,
      () => test.clock.advance(60_000),
    );
    expect(warnings).toContain('housekeeping failed: old events');
    await pool.query('alter function prune_events_away(timestamptz) rename to prune_events');
  });
});
