import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, startEmbeddedPostgres, type Database } from '@impresario/database';
import { becomes } from './passed.ts';

/** The one PostgreSQL of a campaign: a server of its own, as durable as in production. */
export interface OwnPostgres {
  /** For `DATABASE_URL`. */
  readonly url: string;
  readonly db: Database;
  /** An immediate restart: no checkpoint, every connection cut; resolves when it answers again. */
  restartAtOnce(): Promise<void>;
  close(): Promise<void>;
}

export async function openOwnPostgres(dataDir: string): Promise<OwnPostgres> {
  const server = await startEmbeddedPostgres({ dataDir });
  const db = openDatabase({ connectionString: server.connectionString, max: 4, statementTimeoutMs: 120_000 });
  const pidFile = path.join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  const readPid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  return {
    url: server.connectionString,
    db,
    async restartAtOnce() {
      // The signal of `pg_ctl stop -m immediate`. Who holds the server open starts it again when it is gone.
      process.kill(readPid(), 'SIGQUIT');
      const answers = () =>
        db.pool.query('select 1').then(
          () => true,
          () => false,
        );
      await becomes(async () => !(await answers()), 5_000);
      if (!(await becomes(answers, 60_000))) throw new Error('PostgreSQL did not come back.');
    },
    async close() {
      await db.close();
      await server.stop();
    },
  };
}
