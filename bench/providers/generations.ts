import { inMs, quantile, type Row } from '../table.ts';
import { generateOne, type Generation } from './generate-one.ts';
import { openPlace, type Place } from './open-place.ts';

const lanes = 2;
/** Below the 18 submits in 10 s that the engine allows itself at Suno. */
const batch = 16;
const warmUp = batch;
/** Between the acceptance and the end of a task, so that each is looked at by itself. */
const taskMs = 400;

/** What the engine and the simulator wrote of one generation; epoch milliseconds. */
interface Journal {
  readonly track: string;
  readonly admitted: number;
  readonly turn: number;
  readonly answered: number;
  readonly received: number | null;
  readonly applied: number | null;
  readonly completed: number;
  readonly task_id: string;
}

type Measured = Generation & Journal & { readonly submittedAt: number; readonly doneAt: number };

interface Setup {
  /** null: callbacks are hints, and the task is looked at before anything is done. */
  readonly webhookSecret: string | null;
  readonly generations: number;
}

/**
 * From the 202 to the submit as the simulator accepts it, and from its being done to the event in the client's stream.
 * All clocks are of one machine, in whole milliseconds. Only `complete` is posted; `text` and `first` are left out.
 */
export async function benchGenerations({ webhookSecret, generations }: Setup): Promise<Row[]> {
  const place = await openPlace({ webhookSecret, makesFiles: true });
  try {
    await place.farEnd.script({ on: 'task', times: 'always', do: { fault: 'slow', ms: taskMs } });
    for (const callbackType of ['text', 'first'])
      await place.farEnd.script({
        ...{ on: 'callback', times: 'always', match: { callbackType }, do: { fault: 'lose' } },
      });
    const { url } = await place.start();
    const measured: Measured[] = [];
    await runBatch(place, url, warmUp);
    const before = await transactions(place);
    while (measured.length < generations) measured.push(...(await runBatch(place, url, batch)));
    const each = ((await transactions(place)) - before) / measured.length;
    return webhookSecret === null ? rowsOfHints(measured) : rowsOfTrusted(measured, each);
  } finally {
    await place.close();
  }
}

async function runBatch(place: Place, url: string, count: number): Promise<Measured[]> {
  const runs: Generation[] = [];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let round = 0; round < count / lanes; round += 1) runs.push(await generateOne(url));
    }),
  );
  const journals = new Map((await readJournals(place)).map((journal) => [journal.track, journal]));
  const tasks = new Map((await place.farEnd.state()).tasks.map((task) => [task.id, task]));
  await makeRoom(place);
  return runs.map((run) => {
    const journal = journals.get(run.trackId);
    const task = tasks.get(journal?.task_id ?? '');
    if (!journal || !task?.finishedAt) throw new Error(`nothing is known of ${run.trackId}`);
    const times = { submittedAt: Date.parse(task.createdAt), doneAt: Date.parse(task.finishedAt) };
    return { ...run, ...journal, ...times };
  });
}

async function readJournals({ db }: Place): Promise<Journal[]> {
  const ms = (column: string) => `extract(epoch from ${column})::float8 * 1000`;
  const { rows } = await db.pool.query<Journal>(`
    select t.id as track, a.task_id,
      ${ms('t.created_at')} as admitted, ${ms('a.created_at')} as turn, ${ms('a.answered_at')} as answered,
      ${ms('c.received_at')} as received, ${ms('c.applied_at')} as applied, ${ms('t.completed_at')} as completed
    from attempts a join tracks t on t.id = a.track_id left join callbacks c on c.task_id = a.task_id
    where a.created_at > now() - interval '10 minutes'`);
  return rows;
}

/**
 * 18 submits in 10 s and 100 callbacks a minute are all that the engine does with Suno; a wait for them is no overhead.
 * So what was done is dated back by an hour before the next batch; the questions are asked as ever.
 */
async function makeRoom({ db }: Place): Promise<void> {
  const recent = "now() - interval '10 minutes'";
  await db.pool.query(
    `update attempts set created_at = created_at - interval '1 hour' where created_at > ${recent}`,
  );
  await db.pool.query(
    `update callbacks set applied_at = applied_at - interval '1 hour' where applied_at > ${recent}`,
  );
}

async function transactions({ db }: Place): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    'select xact_commit::float8 as count from pg_stat_database where datname = current_database()',
  );
  return rows[0]!.count;
}

function rowsOfTrusted(measured: readonly Measured[], transactionsEach: number): Row[] {
  return [
    row('202 → submitted', measured.map(submitSpan), 'promised: 25 ms', measured.length),
    part('request sent → 202', measured, (one) => one.admittedAt - one.askedAt),
    part('admitted → turn written', measured, (one) => one.turn - one.admitted),
    part('turn written → submitted', measured, (one) => one.submittedAt - one.turn),
    part('submitted → reply read', measured, (one) => one.answered - one.submittedAt),
    row('done → told, trusted', measured.map(toldSpan), 'promised: 60 ms, 250 ms', measured.length),
    ...partsOfTold(measured),
    {
      what: '  transactions a generation',
      value: transactionsEach.toFixed(0),
      beside: 'of the whole database, with those of the clock and of this bench',
    },
  ];
}

function rowsOfHints(measured: readonly Measured[]): Row[] {
  return [
    row('done → told, hint', measured.map(toldSpan), 'promised: 60 ms, 250 ms', measured.length),
    ...partsOfTold(measured),
  ];
}

const submitSpan = (one: Measured) => one.submittedAt - one.admittedAt;
const toldSpan = (one: Measured) => one.toldAt - one.doneAt;

function partsOfTold(measured: readonly Measured[]): Row[] {
  return [
    part('done → callback stored', measured, (one) => (one.received ?? Number.NaN) - one.doneAt),
    part('stored → worked off', measured, (one) => (one.applied ?? Number.NaN) - (one.received ?? 0)),
    part('worked off → files checked', measured, (one) => one.completed - (one.applied ?? Number.NaN)),
    part('files checked → told', measured, (one) => one.toldAt - one.completed),
  ];
}

function part(what: string, measured: readonly Measured[], span: (one: Measured) => number): Row {
  return row(`  ${what}`, measured.map(span), '', measured.length);
}

function row(what: string, spans: readonly number[], promised: string, count: number): Row {
  const tail = `p99 ${inMs(quantile(spans, 0.99))}`;
  const beside = promised ? `${tail}; ${count} generations, ${lanes} at once; ${promised}` : tail;
  return { what, value: inMs(quantile(spans, 0.5)), beside };
}
