import { openDatabase, type Database } from '@impresario/database';
import { connectionCount, openConnections, type Connections } from './connections.ts';

/** A database that runs play on, one after another. */
export interface Stage {
  readonly connections: Connections;
  readonly db: Database;
  close(): Promise<void>;
}

/** Takes a migrated database of our own over; nothing in it is kept. */
export async function openStage(connectionString: string): Promise<Stage> {
  const db = openDatabase({ connectionString, max: connectionCount + 3, applicationName: 'simulation' });
  const connections = await openConnections(db);
  return {
    connections,
    db,
    async close() {
      await connections.close();
      await db.close();
    },
  };
}
