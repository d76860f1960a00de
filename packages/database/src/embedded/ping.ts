import pg from 'pg';
import { codeOf } from '../database-error.ts';
import { OWNER } from './initialise-cluster.ts';
import type { Places } from './places.ts';

/** The name of the database that every cluster has from the beginning. */
const MAINTENANCE = 'postgres';

/** How a client of the embedded server connects to one of its databases. */
function socketConnection(places: Places, database: string): pg.ClientConfig {
  return { host: places.socketDirectory, port: 5432, user: OWNER, database, ssl: false };
}

/** A connection to the maintenance database, which outlives any database of ours. */
export async function connectToMaintenance(places: Places, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    ...socketConnection(places, MAINTENANCE),
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** `busy` is a server that starts, stops or recovers, or has no connection left for us. */
export async function ping(places: Places): Promise<'ready' | 'busy' | 'absent'> {
  try {
    const client = await connectToMaintenance(places, 'impresario ping');
    await client.end();
    return 'ready';
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ECONNREFUSED' ? 'absent' : 'busy';
  }
}
