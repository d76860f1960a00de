export { default as openTestServer } from './test-server.ts';
import { threadId } from 'node:worker_threads';
import pg from 'pg';
import { DatabaseError } from './database-error.ts';
import { openDatabase } from './pool.ts';
import type { Database, OpenDatabaseOptions } from './pool.ts';
import type { Schema } from './schema.ts';
import { testTemplateUrl } from './test-environment.ts';
import { databaseOf, inDatabase } from './test-url.ts';

/** A database of one test file's own, and how others connect to it. `close` drops it. */
export interface TestDatabase<Tables = Schema> extends Database<Tables> {
  readonly connectionString: string;
}

let databaseCount = 0;

/** Makes a fresh copy of the migrated template (some 20 ms). Needs the global setup `test-server.ts`. */
export async function openTestDatabase<Tables = Schema>(
  options: Omit<OpenDatabaseOptions, 'connectionString'> = {},
): Promise<TestDatabase<Tables>> {
  const templateUrl = testTemplateUrl();
  if (!templateUrl) {
    throw new DatabaseError(
      'test_server_missing',
      "No test server runs: add packages/database/src/test-server.ts to vitest's globalSetup.",
    );
  }
  const template = databaseOf(templateUrl);
  databaseCount += 1;
  const name = `${template}_${process.pid}_${threadId}_${databaseCount}`;
  const adminUrl = inDatabase(templateUrl, 'postgres');
  await run(adminUrl, `create database ${name} template ${template}`);
  const connectionString = inDatabase(templateUrl, name);
  const database = openDatabase<Tables>({ ...options, connectionString });
  let closed: Promise<void> | undefined;
  const close = async () => {
    await database.close();
    await run(adminUrl, `drop database if exists ${name} with (force)`);
  };
  return { ...database, connectionString, close: () => (closed ??= close()) };
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
