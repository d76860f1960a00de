import type { Owner } from '../scheduler/operation.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Connection, Connections } from './connections.ts';
import { newTransacting, type Observer, type Transacting } from './observer.ts';
import { statementLabel } from './statement-label.ts';

const sizeMax = 5;

type Row = Record<string, unknown>;
interface Result {
  readonly rows: Row[];
  readonly rowCount: number | null;
  readonly command: string;
}

/** A text, or as the driver takes one that it prepares under a name. */
type Statement = string | { readonly text: string; readonly values: readonly unknown[] };

/** As much of a connection as the engine uses. */
interface Client {
  query(statement: Statement, values?: readonly unknown[]): Promise<Result>;
  release(): void;
}

/** A pool of one node whose every statement is an operation of the scheduler. */
export interface ScheduledPool {
  connect(): Promise<Client>;
  query(statement: Statement, values?: readonly unknown[]): Promise<Result>;
  end(): Promise<void>;
  /** Its process is gone: what it had not committed is rolled back, as the server does when it notices. */
  cutOff(): Promise<void>;
}

interface Parts {
  readonly owner: Owner;
  readonly scheduler: Scheduler;
  readonly connections: Connections;
  readonly observer: Observer;
}

interface Lease {
  readonly connection: Connection;
  transacting: Transacting;
  isCut: boolean;
  /** The statement under way. */
  underWay: Promise<unknown>;
  /** It can be undone without its transaction. */
  hasSavepoint: boolean;
}

export function createScheduledPool(parts: Parts): ScheduledPool {
  const leases = new Set<Lease>();
  const queue: ((client: Client) => void)[] = [];

  function open(): Client {
    const lease: Lease = {
      connection: parts.connections.take(),
      transacting: newTransacting(),
      isCut: false,
      underWay: Promise.resolve(),
      hasSavepoint: false,
    };
    leases.add(lease);
    return {
      query: (statement, values = []) =>
        typeof statement === 'string'
          ? ask(parts, lease, statement, values)
          : ask(parts, lease, statement.text, statement.values),
      release: () => void release(lease),
    };
  }

  async function release(lease: Lease): Promise<void> {
    if (!leases.delete(lease)) return;
    const isIdle = !lease.connection.inTransaction;
    const given = parts.connections.give(lease.connection);
    if (!isIdle) await given;
    queue.shift()?.(open());
  }

  async function connect(): Promise<Client> {
    if (leases.size < sizeMax) return open();
    return new Promise((resolve) => queue.push(resolve));
  }

  return {
    connect,
    async query(statement, values) {
      const client = await connect();
      try {
        return await client.query(statement, values);
      } finally {
        client.release();
      }
    },
    async end() {},
    async cutOff() {
      const held = [...leases];
      leases.clear();
      // One whose statement still waits for a lock is rolled back when that statement ends.
      for (const { connection } of held) if (!connection.isBusy) await parts.connections.give(connection);
    },
  };
}

function ask(parts: Parts, lease: Lease, text: string, values: readonly unknown[]): Promise<Result> {
  const { owner, scheduler, connections } = parts;
  const { connection } = lease;
  const asked = scheduler.ask<Result>({
    owner,
    label: [statementLabel(text), values.find(isId)].filter(Boolean).join(' '),
    faults: lease.isCut ? [] : statementFaults,
    perform: (fault) => perform(parts, lease, text, values, fault),
    locking: {
      pid: connection.pid,
      blockers: () => connections.blockers(connection),
      takeBack: () => takeBack(connections, lease),
    },
    freesLocks: () => !connection.inTransaction,
    describe: ({ rows, rowCount }) => `${rowCount ?? rows.length} rows`,
  });
  return asked.answer;
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The first id among its values is mostly that of its track, and says in a history whom it is about. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && id.test(value);
}

const statementFaults = [
  'connection cut before',
  'connection cut after',
  'serialization failure',
  'statement timeout',
];
const errorCodes: Readonly<Record<string, string>> = {
  'serialization failure': '40001',
  'statement timeout': '57014',
};

async function perform(
  parts: Parts,
  lease: Lease,
  text: string,
  values: readonly unknown[],
  fault: string | null,
): Promise<Result> {
  const { connection } = lease;
  if (lease.isCut) throw new Error('Client has encountered a connection error and is not queryable');
  if (fault === 'connection cut before') return cut(lease);
  const code = errorCodes[fault ?? ''];
  if (code !== undefined) return refuse(connection, text, code);
  // Who might have to be taken back is known by somebody waiting already.
  lease.hasSavepoint = connection.inTransaction && parts.scheduler.parkedCount() > 0 && !isEnd(text);
  connection.isBusy = true;
  let result: Result;
  try {
    if (lease.hasSavepoint) await connection.client.query('savepoint before_statement');
    const asked = connection.client.query<Row>(text, [...values]);
    lease.underWay = asked.catch(() => {});
    result = await asked;
  } finally {
    connection.isBusy = false;
    noteTransaction(lease, text);
    // Its process died while this waited for a lock.
    if (!parts.owner.isAlive) await parts.connections.give(connection);
  }
  await observe(parts, lease, { text, values, result });
  if (fault === 'connection cut after') return cut(lease);
  return isUnordered(text) ? { ...result, rows: inOneOrder(result.rows) } : result;
}

async function takeBack(connections: Connections, lease: Lease): Promise<void> {
  await connections.cancel(lease.connection);
  await lease.underWay;
  if (lease.hasSavepoint) await lease.connection.client.query('rollback to savepoint before_statement');
}

function isEnd(text: string): boolean {
  return /^(commit|rollback)$/i.test(text);
}

async function cut(lease: Lease): Promise<never> {
  lease.isCut = true;
  if (lease.connection.inTransaction) await lease.connection.client.query('rollback');
  lease.connection.inTransaction = false;
  throw new Error('Connection terminated unexpectedly');
}

/** Has the server itself refuse, so that the transaction is as broken as it would be. */
async function refuse(connection: Connection, text: string, code: string): Promise<never> {
  if (isEnd(text)) {
    await connection.client.query('rollback');
    connection.inTransaction = false;
    throw Object.assign(new Error('simulated'), { code });
  }
  if (/^(begin|start)/i.test(text)) throw Object.assign(new Error('simulated'), { code });
  await connection.client.query(`do $$ begin raise exception 'simulated' using errcode = '${code}'; end $$`);
  throw new Error('The server did not refuse.');
}

function noteTransaction(lease: Lease, text: string): void {
  if (/^(begin|start transaction)/i.test(text)) {
    lease.connection.inTransaction = true;
    lease.transacting = newTransacting();
  } else if (isEnd(text)) {
    lease.connection.inTransaction = false;
  }
}

async function observe(
  { owner, observer }: Parts,
  lease: Lease,
  { text, values, result }: { text: string; values: readonly unknown[]; result: Result },
): Promise<void> {
  await observer.saw({ node: owner.name, text, values, rows: result.rows }, lease.transacting);
  if (/^commit$/i.test(text) && result.command === 'COMMIT') observer.committed(lease.transacting);
}

/** The server may give these rows in any order, and does, by where they lie on the disk. */
function isUnordered(text: string): boolean {
  return text.includes('take_due_tracks(') || text.startsWith('delete');
}

function inOneOrder(rows: Row[]): Row[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
