import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PgbenchLoad {
  readonly connectionString: string;
  /** pgbench's own language: SQL with `\set` lines. */
  readonly script: string;
  /** Where the script may be written. */
  readonly directory: string;
  readonly clients: number;
  readonly seconds: number;
}

/** Transactions a second of one script, each statement prepared once, by as many connections as clients. */
export async function pgbenchRate(load: PgbenchLoad): Promise<number> {
  const file = path.join(load.directory, 'admission.pgbench');
  await writeFile(file, load.script);
  const { stdout } = await run(findPgbench(), [
    ...['--no-vacuum', '--protocol=prepared', '--file', file],
    ...['--client', String(load.clients), '--time', String(load.seconds), load.connectionString],
  ]);
  const [, rate] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (rate === undefined) throw new Error(`pgbench gave no figure:\n${stdout}`);
  return Number(rate);
}

/** Debian keeps the server's programs out of the PATH, a folder a version. */
function findPgbench(): string {
  const onPath = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => `${debian}/${version}/bin`) : [];
  const found = [...versions, ...onPath]
    .map((folder) => path.join(folder, 'pgbench'))
    .find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    'The admissions are held against pgbench: apt-get install postgresql, or put it on the PATH.',
  );
}
