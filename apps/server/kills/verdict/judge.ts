import { checkInvariants } from '@impresario/database';
import type { Deadlines, Deployment } from '../deployment.ts';
import { findLateTracks, findLostWork } from './find-lost-work.ts';
import { findDoubleCharges, findDoubleRefunds } from './find-double-money.ts';
import { findBilledTwice } from './find-billed-twice.ts';
import { findExceededQuotas } from './find-exceeded-quotas.ts';
import { findMissingBlobs } from './find-missing-blobs.ts';
import { findOtherReplays } from './find-other-replays.ts';
import { logLines } from '../log-lines.ts';
import type { Notebook } from '../notebook.ts';

/** One thing that must never have happened, and each time it did, in words. */
export interface Column {
  readonly name: string;
  readonly found: readonly string[];
}

/** What the campaign proves: nothing in any column. Asked of the database, the files and the providers' own books. */
export async function judge(
  deployment: Deployment,
  notebook: Notebook,
  deadlines: Deadlines,
): Promise<Column[]> {
  const { pool } = deployment.postgres.db;
  const broken = await checkInvariants(pool);
  const { nodes } = deployment;
  return [
    { name: 'acknowledged requests lost', found: await findLostWork(pool, notebook) },
    { name: 'double debits', found: await findDoubleCharges(pool, notebook) },
    { name: 'double refunds', found: await findDoubleRefunds(pool) },
    {
      name: 'replay bytes differ',
      found: [...notebook.otherBytes, ...(await findOtherReplays(deployment, notebook))],
    },
    {
      name: 'invariants violated',
      found: broken.map(({ name, rows }) => `${name}: ${JSON.stringify(rows.slice(0, 5))}`),
    },
    { name: 'tracks past deadline + grace', found: await findLateTracks(pool, deadlines) },
    { name: 'jobs billed twice for one attempt', found: await findBilledTwice(pool, deployment.farEnds) },
    { name: 'blobs missing', found: await findMissingBlobs(pool, deployment.dataDir) },
    { name: 'quota exceeded', found: await findExceededQuotas(pool, redisLosses(deployment, notebook)) },
    { name: 'answers nobody should see', found: notebook.surprises },
    { name: 'requests failed in the rolling restart', found: notebook.failedWhileReplaced },
    {
      name: 'processes that ended by themselves',
      found: nodes
        .filter((node) => node.crashCount() > 0)
        .map(({ name, output }) => `${name}:\n${output().slice(-2_000)}`),
    },
    {
      name: 'graceful stops that were not',
      found: nodes.flatMap(({ name, exitCodes }) =>
        exitCodes.filter((code) => code !== 0).map((code) => `${name}: ${code}`),
      ),
    },
  ];
}

/** When the limiter counted anew or by itself: our faults, and what a slow machine did on top. */
function redisLosses({ nodes }: Deployment, { faults }: Notebook): number[] {
  const done = faults.filter(({ kind }) => kind.endsWith('redis')).map(({ at }) => at);
  const logged = logLines(nodes).filter(({ msg }) => msg.startsWith('Redis is lost'));
  return [...done, ...logged.map(({ time }) => Date.parse(time))];
}
