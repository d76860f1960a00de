import fc from 'fast-check';
import { readApiDocument, type ApiDocument } from './api-document.ts';
import { sunoSignature } from './body-arbitrary.ts';
import { WEBHOOK_SECRET, openHouse, type House } from './house.ts';
import { createJudge, isOddOnTheWire, type Judge } from './judge.ts';
import { createKnown, type Known } from './known.ts';
import { requestsOf, type Plan, type Sender } from './request-arbitrary.ts';
import { changedIn, createRowCounts, type RowCounts } from './row-counts.ts';
import { seededFraction } from './seeded-fraction.ts';
import { curlLine, send, type Reply, type Sending } from './send.ts';
import { createTally, type Tally, type Violation } from './tally.ts';
import { canaryOf, furnish, tenants } from './tenants.ts';

export interface CampaignOptions {
  readonly seed: number;
  readonly requests: number;
  /** Told now and then how far it is. */
  readonly onProgress?: (done: number, violations: number) => void;
}

export interface CampaignOutcome {
  readonly tally: Tally;
  readonly violations: readonly Violation[];
}

/** Has a provider asked, and refuses when that failed: what was tried stays written. */
const triesFirst = new Set(['readTimestampedLyrics']);

const CHUNK = 250;
/** Tracks go on between requests. */
const BETWEEN_MS = 1_500;
const VIOLATIONS_MAX = 50;
const QUIET_ROUNDS_MAX = 20;

/** Requests made of the server's own document, one after the other, each judged; invariants after every 250. */
export async function runCampaign({ seed, requests, onProgress }: CampaignOptions): Promise<CampaignOutcome> {
  const house = await openHouse(seed);
  try {
    const document = await readApiDocument(house.url);
    const run = await openRun(house, document, seed);
    for (let done = 0; done < requests && run.violations.length < VIOLATIONS_MAX; done += CHUNK) {
      const numRuns = Math.min(CHUNK, requests - done);
      const plans = fc.sample(requestsOf(document), { seed: seed + done, numRuns });
      for (const [index, plan] of plans.entries()) await tryOne(run, plan, done + index);
      await checkAll(run, done + numRuns);
      onProgress?.(done + numRuns, run.violations.length);
    }
    return { tally: run.tally, violations: run.violations };
  } finally {
    await house.close();
  }
}

interface Run {
  readonly house: House;
  readonly document: ApiDocument;
  readonly judge: Judge;
  readonly known: Known;
  readonly counts: RowCounts;
  readonly tally: Tally;
  readonly violations: Violation[];
}

async function openRun(house: House, document: ApiDocument, seed: number): Promise<Run> {
  const known = createKnown(tenants, seededFraction(seed + 1));
  await furnish(house, known);
  return {
    house,
    document,
    judge: createJudge(document),
    known,
    counts: await createRowCounts(house),
    tally: createTally(document.operations.map(({ id }) => id)),
    violations: [],
  };
}

async function tryOne(run: Run, plan: Plan, at: number): Promise<void> {
  const { house, judge, known, tally } = run;
  await house.pass(BETWEEN_MS);
  if (at % 10 === 0) await learnAttempts(run);
  const tenant = tenantOf(plan.sender);
  const sending = sendingOf(run, plan, tenant);
  const before = await run.counts();
  const reply = await send(house, sending).catch((error: unknown) => String(error));
  await house.test.settle();
  // Node answers what is odd on the wire before it has read the body, and closes the connection on the rest of it.
  if (typeof reply === 'string' && isOddOnTheWire(sending) && sending.body) return;
  if (typeof reply === 'string') return report(run, plan, at, sending, null, [`nobody answered: ${reply}`]);
  tally.count(plan.operation.id, plan.level, reply.status);
  const faults = judge.faultsOf(sending, reply);
  if (plan.sender.kind !== 'admin') faults.push(...leaks(run, plan, sending, reply, tenant));
  if (reply.status >= 400 && reply.status !== 500) {
    const written = changedIn(before, await run.counts());
    if (written.length > 0) faults.push(...(await writesInQuiet(run, plan, sending)));
  } else {
    faults.push(...tookTooMuch(run, plan, sending, reply));
    learn(known, plan, sending, reply, tenant);
  }
  report(run, plan, at, sending, reply, faults);
}

/** The worker writes beside every request, so what seemed to write is sent again when the worker has nothing to do. */
async function writesInQuiet({ house, counts }: Run, plan: Plan, sending: Sending): Promise<string[]> {
  if (triesFirst.has(plan.operation.id)) return [];
  let before = await counts();
  for (let round = 0; round < QUIET_ROUNDS_MAX; round += 1) {
    await house.test.settle();
    const after = await counts();
    if (changedIn(before, after).length === 0) break;
    before = after;
  }
  const again = await send(house, sending);
  const written = changedIn(before, await counts());
  return again.status < 400 || written.length === 0 ? [] : [`was refused and wrote to ${written.join(', ')}`];
}

function tenantOf(sender: Sender): string {
  return sender.kind === 'tenant' ? tenants[sender.number]! : sender.kind === 'admin' ? 'admin' : 'nobody';
}

function sendingOf({ house, known }: Run, plan: Plan, tenant: string): Sending {
  // Nobody has nothing of his own, and tries with what is another's.
  const filler = tenants.includes(tenant) ? tenant : tenants[0]!;
  const fill = (text: string) => known.fill(text, filler);
  const { content, mediaType, signed } = plan.body ?? {};
  const body = !content ? null : 'bytes' in content ? content.bytes : Buffer.from(fill(content.text));
  const authorization =
    plan.sender.kind === 'stranger'
      ? plan.sender.authorization
      : `Bearer ${house.tokenOf(tenant, tenant === 'admin' ? { role: 'admin' } : {})}`;
  const headers: Record<string, string> = {
    ...(authorization === null ? {} : { Authorization: authorization }),
    ...(mediaType ? { 'Content-Type': mediaType } : {}),
    ...(body
      ? { 'Content-Length': String(body.length), ...sunoSignature(WEBHOOK_SECRET, body, signed) }
      : {}),
    ...Object.fromEntries(Object.entries(plan.headers).map(([name, value]) => [name, fill(value)])),
  };
  return { method: plan.method, path: fill(plan.path), headers, body };
}

/** What of another tenant came back that the request did not name itself (I15). */
function leaks(
  { known }: Run,
  plan: Plan,
  { path, headers, body }: Sending,
  reply: Reply,
  tenant: string,
): string[] {
  // Whoever holds a signed address or a ticket may read what it is for.
  if (plan.operation.id === 'serveFile' || plan.path.includes('ticket=')) return [];
  const text = reply.body.toString('utf8');
  const said = `${path} ${Object.values(headers).join(' ')} ${body?.toString('utf8') ?? ''}`;
  const others = tenants.filter((other) => other !== tenant);
  const owner = tenants.includes(tenant) ? tenant : 'nobody';
  return [
    ...others.filter((other) => text.includes(canaryOf(other))).map((other) => `shows words of ${other}`),
    ...known
      .foreignIn(text, owner)
      .filter((id) => !said.includes(id))
      .map((id) => `shows ${id}, which is another tenant's`),
  ];
}

/** What the document does not take must not be taken. Lengths are counted after normalising, which it cannot say. */
function tookTooMuch({ judge }: Run, { operation, method }: Plan, { body }: Sending, reply: Reply): string[] {
  if (reply.status >= 400 || !body || method !== operation.method) return [];
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8').normalize('NFC'));
  } catch {
    return [];
  }
  return judge.takes(operation, json) === false
    ? ['was taken, although the document does not take its body']
    : [];
}

function learn(known: Known, plan: Plan, { path }: Sending, reply: Reply, tenant: string): void {
  if (!tenants.includes(tenant) || plan.path.includes('ticket=')) return;
  if (plan.method === 'DELETE') known.forget(tenant, path.split(/[/?]/).at(3) ?? '');
  const text = reply.body.toString('utf8');
  for (const [, id = ''] of text.matchAll(/^id: (\w+)$/gm)) known.add(tenant, 'events', id);
  if (!reply.headers['content-type']?.startsWith('application/json')) return;
  if (plan.operation.id === 'readOpenApi') return;
  known.learn(tenant, JSON.parse(text || 'null'));
}

/** Correlations and task ids are told to providers alone; a provider that turned hostile knows them. */
async function learnAttempts({ house, known }: Run): Promise<void> {
  const { rows } = await house.test.db.pool.query<{ correlation: string; task: string | null; user: string }>(
    `select a.correlation, a.task_id as task, t.user_id as user from attempts a join tracks t on t.id = a.track_id
     where a.provider = 'suno' order by a.created_at desc limit 4`,
  );
  for (const { correlation, task, user } of rows.reverse()) {
    known.add(user, 'correlations', correlation);
    if (task) known.add(user, 'tasks', task);
  }
}

async function checkAll(run: Run, at: number): Promise<void> {
  const broken = [...(await run.house.test.violations())].map((violation) => JSON.stringify(violation));
  const logged = run.house.log
    .take()
    .filter((line) => tenants.some((tenant) => line.includes(canaryOf(tenant))));
  const whole = { at, operation: 'all of the above', curl: '', reply: '' };
  for (const what of [...broken, ...logged.map((line) => `a log line has words of a prompt: ${line}`)]) {
    run.violations.push({ ...whole, what: what.slice(0, 2_000) });
  }
}

function report(
  run: Run,
  plan: Plan,
  at: number,
  sending: Sending,
  reply: Reply | null,
  faults: string[],
): void {
  for (const what of faults) {
    const errors = run.house.log.take().filter((line) => line.includes('"level":"error"'));
    run.violations.push({
      at,
      operation: `${plan.operation.id} (${plan.level})`,
      what,
      curl: curlLine(run.house.url, sending).slice(0, 3_000),
      reply: `${reply?.status} ${reply?.body.toString('utf8').slice(0, 800)} ${errors.join('\n').slice(0, 2_000)}`,
    });
  }
}
