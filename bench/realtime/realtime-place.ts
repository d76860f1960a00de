import { migrateDatabase, openDatabase, startEmbeddedPostgres, type Database } from '@impresario/database';
import {
  makeDataDirectory,
  runServer,
  signToken,
  userClaims,
  type ServerProcess,
} from '@impresario/server/testing';

/** A server that holds as many streams as are asked for, and the database whose changes it tells. */
export interface RealtimePlace {
  readonly server: ServerProcess;
  readonly db: Database;
  readonly connectionString: string;
  tokenOf(user: string): string;
  close(): Promise<void>;
}

const secret = 'bench-bench-bench-bench-bench-bench';

export async function openRealtimePlace(): Promise<RealtimePlace> {
  const { dataDir, remove } = await makeDataDirectory();
  const { connectionString, stop } = await startEmbeddedPostgres({ dataDir });
  await migrateDatabase({ connectionString });
  const db = openDatabase({ connectionString });
  const server = await runServer(dataDir, {
    ...{ ROLE: 'api', JWT_SECRET: secret, LOG_LEVEL: 'error' },
    ...{ MAX_CONNECTIONS: '30000', MAX_STREAMS_PER_USER: '30000' },
    NODE_OPTIONS: '--inspect=127.0.0.1:0',
  });
  return {
    server,
    db,
    connectionString,
    tokenOf: (user) => signToken(secret, userClaims(user)),
    async close() {
      await server.end();
      await db.close();
      await stop();
      await remove();
    },
  };
}
