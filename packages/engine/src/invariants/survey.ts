import { surveyInvariants, type Survey } from '@impresario/database';
import type { InvariantReport } from '@impresario/protocol';
import type { Core } from '../core.ts';

/** A ledger of millions of rows must not hold up a connection for ever, nor the rows that nobody may clean meanwhile. */
const queryTimeoutMs = 60_000;

/** Looks at every invariant now; waits for a look of another process to end. */
export async function surveyNow(core: Core): Promise<InvariantReport> {
  const report = await survey(core, 'wait');
  if (report === null) throw new Error('a survey that waits for its turn came back without one');
  return report;
}

/** Looks at them unless somebody else does or did within `everyMs`: any number of processes makes one look at a time. */
export async function surveyInTurn(core: Core, everyMs: number): Promise<void> {
  const last = await readInvariantReport(core);
  // Timers of several processes do not strike together; half of the time apart is still the same round.
  if (last && core.clock.now().getTime() - Date.parse(last.checkedAt) < everyMs / 2) return;
  await survey(core, 'skip');
}

/** What the last look of any process found; null before the first. */
export async function readInvariantReport(core: Core): Promise<InvariantReport | null> {
  const row = await core.db.kysely.selectFrom('invariant_checks').selectAll().executeTakeFirst();
  return row ? reportOf(row.survey as unknown as Survey, row.checked_at, row.took_ms) : null;
}

async function survey(core: Core, turn: 'wait' | 'skip'): Promise<InvariantReport | null> {
  const now = core.clock.now();
  const found = await surveyInvariants(core.db.pool, { now, timeoutMs: queryTimeoutMs, turn });
  if (found === null) return null;
  const tookMs = core.clock.now().getTime() - now.getTime();
  if (found.violations.length > 0) core.log.error({ broken: found.violations }, 'invariants are broken');
  if (found.unchecked.length > 0) core.log.warn({ unchecked: found.unchecked }, 'invariants took too long');
  const row = { checked_at: now, took_ms: tookMs, survey: JSON.stringify(found) };
  await core.db.kysely
    .insertInto('invariant_checks')
    .values(row)
    .onConflict((conflict) => conflict.column('is_only').doUpdateSet(row))
    .execute();
  return reportOf(found, now, tookMs);
}

function reportOf({ violations, checked, unchecked }: Survey, at: Date, tookMs: number): InvariantReport {
  return {
    checkedAt: at.toISOString(),
    tookMs,
    checked: checked.map((name) => split(name).invariant),
    unchecked: unchecked.map((name) => split(name).invariant),
    violations: violations.map(({ name, count, rows }) => ({ ...split(name), count, rows })),
  };
}

/** `I3 a balance is …` → its id and its sentence. */
function split(name: string): { invariant: string; rule: string } {
  const end = name.indexOf(' ');
  return { invariant: name.slice(0, end), rule: name.slice(end + 1) };
}
