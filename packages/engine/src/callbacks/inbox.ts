import { isTransient, lostARace, type Database } from '@impresario/database';
import { createGroupCommit } from '../group-commit.ts';

/** One post of a provider, verified. */
export interface InboxEntry {
  readonly id: string;
  readonly provider: string;
  readonly correlation: string | null;
  readonly taskId: string | null;
  readonly payload: object;
  /** SHA-256 of the body, so that a repeated post is the same entry. */
  readonly hash: Buffer;
  readonly trust: 'trusted' | 'hint';
  readonly receivedAt: Date;
}

export interface Inbox {
  /** Resolves once the entry is committed, with whether it belongs to an attempt we know (CAL-4). */
  keep(entry: InboxEntry): Promise<boolean>;
}

export function createInbox(db: Database): Inbox {
  const keep = createGroupCommit<InboxEntry, boolean>({
    run: (entries) => keepAll(db, entries),
    // Where nobody knows whether it was committed, or the database is not there, the provider posts again.
    isFinal: (error) => isTransient(error) && !lostARace(error),
    lanes: 2,
    sizeMax: 16,
  });
  return { keep };
}

async function keepAll({ pool }: Database, entries: readonly InboxEntry[]): Promise<boolean[]> {
  // Storing locks the task where no attempt is named; two processes must lock in the same order.
  const ordered = [...entries].sort((a, b) => compare(taskOf(a), taskOf(b)));
  const column = <T>(pick: (entry: InboxEntry) => T) => ordered.map(pick);
  const values = [
    column(({ id }) => id),
    column(({ provider }) => provider),
    column(({ correlation }) => correlation),
    column(({ taskId }) => taskId),
    column(({ payload }) => JSON.stringify(payload)),
    column(({ hash }) => hash),
    column(({ trust }) => trust),
    column(({ receivedAt }) => receivedAt),
  ];
  const { rows } = await pool.query<{ id: string; known: boolean }>({
    name: 'store callbacks',
    text: storeAll,
    values,
  });
  const known = new Map(rows.map((row) => [row.id, row.known]));
  return entries.map(({ id }) => known.get(id)!);
}

const storeAll = `
  select id, store_callback(id, provider, correlation, task_id, payload::jsonb, hash, trust, received_at) as known
  from unnest(
    $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::timestamptz[]
  ) as entry (id, provider, correlation, task_id, payload, hash, trust, received_at)`;

const taskOf = ({ provider, taskId }: InboxEntry) => `${provider}/${taskId ?? ''}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
