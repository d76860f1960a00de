import { createInterface } from 'node:readline';
import { openDatabase } from '../pool.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

/** A process of its own for the tests: `user` starts the database and waits; `writer` also writes, and says each row kept. */
const [mode, dataDir = '', packageDirectory = ''] = process.argv.slice(2);
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

const server = await startEmbeddedPostgres({ dataDir, ...(packageDirectory && { packageDirectory }) });
say({ started: server.connectionString, reused: server.reused });
if (mode === 'writer') void write();

/** Any line on the standard input ends the process in good order. */
createInterface({ input: process.stdin }).once('line', () => {
  void server.stop().then(() => {
    say({ stopped: true });
    process.exit();
  });
});

async function write(): Promise<void> {
  const { pool } = openDatabase({ connectionString: server.connectionString });
  await pool.query('create table if not exists kept (n int primary key)');
  for (let n = 1; ; n += 1) {
    await pool.query('insert into kept values ($1)', [n]);
    say({ kept: n });
  }
}
