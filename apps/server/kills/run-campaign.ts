import { createClient } from './client.ts';
import { openDeployment, type Deadlines, type Deployment } from './deployment.ts';
import { doFaults, planFaults } from './faults.ts';
import { startLoad } from './load.ts';
import { logLines } from './log-lines.ts';
import { createWishes } from './make-wishes.ts';
import { createNotebook, type Notebook } from './notebook.ts';
import { becomes, passed } from './passed.ts';
import { measureRecovery, type Recovery } from './recovery.ts';
import { seededDice } from './seeded-dice.ts';
import { judge, type Column } from './verdict/judge.ts';

export interface CampaignOptions {
  readonly seed: number;
  /** How long there are faults. */
  readonly chaosMs: number;
  readonly perSecond: number;
  /** The mean time from one fault to the next. */
  readonly faultEveryMs: number;
  readonly frozenMs: number;
  readonly deadlines: Deadlines;
  readonly log: (line: string) => void;
  /** Further looks at the deployment, while it runs and nothing is wrong. */
  readonly lookAround?: (deployment: Deployment) => Promise<void>;
}

export interface CampaignResult {
  readonly notebook: Notebook;
  readonly columns: readonly Column[];
  readonly recovery: Recovery;
  /** Finished tracks by their status. */
  readonly tracks: Readonly<Record<string, number>>;
  /** Lines of the servers' own logs that call themselves errors, by message. */
  readonly logged: Readonly<Record<string, number>>;
}

/** Faults under load, then one process after the other replaced under load, then quiet until all is over, then the verdict. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { deadlines, log } = options;
  const deployment = await openDeployment(deadlines);
  try {
    log('two apis and two workers are ready');
    await options.lookAround?.(deployment);
    const notebook = createNotebook();
    await sendThroughFaults(deployment, notebook, options);
    log('the load is over; waiting until every track is');
    await untilAllIsOver(deployment, deadlines);
    const columns = await judge(deployment, notebook, deadlines);
    const { pool } = deployment.postgres.db;
    return {
      notebook,
      columns,
      recovery: await measureRecovery(pool, notebook),
      tracks: await countTracks(pool),
      logged: countErrors(deployment),
    };
  } finally {
    await deployment.close();
  }
}

async function sendThroughFaults(
  deployment: Deployment,
  notebook: Notebook,
  { seed, chaosMs, perSecond, faultEveryMs, frozenMs, log }: CampaignOptions,
): Promise<void> {
  const urls = deployment.nodes.filter(({ role }) => role === 'api').map(({ url }) => url);
  const common = { urls, secret: deployment.jwtSecret, onRetry: () => void (notebook.retryCount += 1) };
  const nextWish = createWishes(seededDice(seed), notebook, `seed-${seed}`);
  const plan = planFaults(seededDice(seed + 1), chaosMs, faultEveryMs);

  const client = createClient({ ...common, asksAgain: (status) => status === 503 });
  const load = startLoad({ client, nextWish, notebook, perSecond });
  const faults = doFaults(plan, {
    deployment,
    frozenMs,
    onFault: (record) => {
      notebook.faults.push(record);
      log(`${record.kind}`);
    },
  });
  await Promise.all([passed(chaosMs), faults]);
  await load.stop();

  log('faults are over; one process after the other is replaced');
  const strict = createClient({ ...common, asksAgain: () => false });
  const watched: typeof strict = {
    async send(wish) {
      const answer = await strict.send(wish);
      if (!answer || answer.status >= 500) {
        notebook.failedWhileReplaced.push(`${answer?.status ?? 'no answer'} to ${wish.method} ${wish.path}`);
      }
      return answer;
    },
  };
  const calm = startLoad({ client: watched, nextWish, notebook, perSecond });
  for (const node of deployment.nodes) {
    await node.replace();
    log(`${node.name} was replaced`);
  }
  await calm.stop();
}

async function untilAllIsOver({ postgres }: Deployment, deadlines: Deadlines): Promise<void> {
  const { queueMs, submitMs, processingMs, downloadMs } = deadlines;
  const allMs = queueMs + submitMs + processingMs + downloadMs;
  await becomes(async () => {
    const { rows } = await postgres.db.pool.query('select from tracks where due_at is not null limit 1');
    return rows.length === 0;
  }, allMs + 30_000);
}

async function countTracks(pool: Deployment['postgres']['db']['pool']): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ status: string; count: number }>(
    `select provider || ' ' || status as status, count(*)::integer as count from tracks group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

const errorLevel = 50;

function countErrors({ nodes }: Deployment): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { level, msg, err } of logLines(nodes)) {
    if (level < errorLevel) continue;
    const name = `${msg}${err ? ` (${err.message})` : ''}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
