import type { Engine } from '@impresario/engine';
import type { Finding, InvariantReport } from '@impresario/protocol';
import { failed, look, ok, warning } from './finding.ts';

const patienceSeconds = 60;

/** Whether tracks move and money adds up. */
export async function lookAtWork(engine: Engine): Promise<Finding[]> {
  const remedy = 'Look at the log.';
  const parts = await Promise.all([
    look(['worker', 'Worker'], remedy, async () => workerFinding(await engine.readWork())),
    look(['tracks', 'Stuck tracks'], remedy, async () => trackFindings(await engine.readOverview())),
    look(['invariants', 'Rules of the database'], remedy, async () =>
      invariantFinding(await engine.checkInvariants()),
    ),
  ]);
  return parts.flat();
}

function workerFinding({ waitingSeconds, held }: Awaited<ReturnType<Engine['readWork']>>): Finding {
  const subject = ['worker', 'Worker'] as const;
  if (waitingSeconds === null || waitingSeconds < patienceSeconds) {
    return ok(subject, held > 0 ? `${held} tracks in hand` : 'nothing waits');
  }
  const detail = `something has been due for ${Math.round(waitingSeconds)} s`;
  return held > 0
    ? warning(
        subject,
        `${detail}, ${held} tracks are in hand`,
        'Wait, or run more processes with ROLE=worker.',
      )
    : failed(subject, `${detail} and nobody takes it`, 'Start a process with ROLE=worker or ROLE=all.');
}

function trackFindings({ stuck, orphans }: Awaited<ReturnType<Engine['readOverview']>>): Finding[] {
  const [tracks, tasks] = [['tracks', 'Stuck tracks'] as const, ['orphans', 'Orphans'] as const];
  return [
    stuck > 0
      ? failed(tracks, `${stuck}`, 'Is a worker running? If so, keep the log: it is a bug.')
      : ok(tracks, 'none'),
    orphans.open > 0
      ? warning(
          tasks,
          `${orphans.open} tasks may have been billed for nothing`,
          'See `impresario admin orphans` and `admin reconcile`.',
        )
      : ok(tasks, 'none'),
  ];
}

function invariantFinding({ checked, unchecked, violations }: InvariantReport): Finding {
  const subject = ['invariants', 'Rules of the database'] as const;
  if (violations.length > 0) {
    const broken = violations.map(({ invariant, rule, count }) => `${invariant} (${rule}) by ${count} rows`);
    return failed(
      subject,
      broken.join('; '),
      'It is a bug of ours: keep the log line “invariants are broken” and report it.',
    );
  }
  return unchecked.length > 0
    ? warning(
        subject,
        `${unchecked.join(', ')} took too long to look at`,
        'Vacuum the database, or ask at a quieter time.',
      )
    : ok(subject, `${checked.length} of ${checked.length} hold, credits add up`);
}
