import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { findLeftBehind, makeOwnDirectory } from './embedded/left-behind.ts';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
import { migrateDatabase } from './migrate.ts';
import { externalTestServer, setTestTemplateUrl } from './test-environment.ts';
import { inDatabase } from './test-url.ts';

/**
 * Vitest's global setup: one server for the whole run, with a migrated template that `openTestDatabase` copies. The server is
 * embedded in a temporary directory, or the one that TEST_DATABASE_URL names. Returns the teardown.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await openServer();
  const template = `impresario_test_${process.pid}`;
  try {
    await dropTestDatabases(server.url, template);
    await run(server.url, `create database ${template}`);
    await migrateDatabase({ connectionString: inDatabase(server.url, template) });
  } catch (error) {
    await server.close();
    throw error;
  }
  setTestTemplateUrl(inDatabase(server.url, template));
  return async () => {
    setTestTemplateUrl(undefined);
    if (server.external) await dropTestDatabases(server.url, template);
    await server.close();
  };
}

const PREFIX = 'impresario-test-server-';

/** A run that was killed leaves its server running; whoever joins it and leaves again stops it. */
async function removeServer(dataDir: string): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir });
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function openServer(): Promise<{ url: string; external: boolean; close(): Promise<void> }> {
  const external = externalTestServer();
  if (external) return { url: external, external: true, close: async () => {} };
  for (const dead of await findLeftBehind(tmpdir(), PREFIX)) await removeServer(dead);
  const dataDir = await makeOwnDirectory(tmpdir(), PREFIX);
  // Nothing here must outlive a power cut, and without fsync a copy of the template takes a fraction of the time.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
  };
  const server = await startEmbeddedPostgres({ dataDir, settings });
  const close = async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.connectionString, external: false, close };
}

async function dropTestDatabases(url: string, template: string): Promise<void> {
  const { rows } = await run(url, `select datname from pg_database where datname ~ '^${template}(_|$)'`);
  for (const { datname } of rows) await run(url, `drop database if exists ${String(datname)} with (force)`);
}

async function run(url: string, statement: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: inDatabase(url, 'postgres') });
  await client.connect();
  try {
    return await client.query<Record<string, unknown>>(statement);
  } finally {
    await client.end();
  }
}
