import { describe, expect, it } from 'vitest';
import { useTestEngine } from '../testing/use-test-engine.ts';
import { newcomer } from '../testing/callers.ts';

const logged: { level: string; fields: object; message: string }[] = [];
const write = (level: string) => (fields: object, message: string) => {
  logged.push({ level, fields, message });
};

describe('the look at the invariants', () => {
  const stage = useTestEngine({
    log: { debug() {}, info() {}, warn: write('warn'), error: write('error') },
  });
  const falsify = (by: number) =>
    stage.test.db.pool.query('update profiles set credits_remaining = credits_remaining + $1', [by]);

  it('[I3] is had every five minutes by one of four nodes, and tells all of them and the log', async () => {
    const { test } = stage;
    logged.length = 0;
    const others = [test.another(), test.another(), test.another()];
    await Promise.all(others.map((node) => node.engine.start()));
    expect(await test.engine.readInvariantReport()).toBeNull();
    await test.engine.readCredits(newcomer('free', 10));
    await falsify(1);
    await test.pass(5 * 60_000 + 1_000, 30_000);
    const report = (await others[2]!.engine.readInvariantReport())!;
    expect(report.violations).toMatchObject([
      { invariant: 'I3', count: 1, rows: [{ credits_remaining: 10_001 }] },
    ]);
    expect([report.checked.length, report.unchecked]).toEqual([16, []]);
    expect(logged.filter(({ message }) => message === 'invariants are broken')).toHaveLength(1);

    await falsify(-1);
    const next = await test.pass(5 * 60_000 + 1_000, 30_000).then(() => test.engine.readInvariantReport());
    expect(next!.violations).toEqual([]);
    expect(Date.parse(next!.checkedAt) - Date.parse(report.checkedAt)).toBeGreaterThanOrEqual(4.5 * 60_000);
  });

  it('[I3] is had at once when an operator asks, and is one for all who ask together', async () => {
    const { test } = stage;
    const asked = Array.from({ length: 8 }, () => test.engine.checkInvariants());
    const reports = await Promise.all(asked);
    expect(new Set(reports).size).toBe(1);
    expect(reports[0]).toMatchObject({ violations: [], checkedAt: test.clock.now().toISOString() });
    expect(await test.engine.readInvariantReport()).toEqual(reports[0]);
  });
});
