import type { Log } from '@impresario/engine';
import { createPostgresRelay, type Relay } from '@impresario/realtime';
import type { Config } from './config.ts';
import { realClock, realDice } from './world.ts';

/** What brings word to the other processes of the deployment: NATS where there is one, else the database itself. */
export async function openRelay(
  { NATS_URL: urls }: Pick<Config, 'NATS_URL'>,
  connectionString: string,
  log: Log,
): Promise<Relay> {
  const options = { clock: realClock, log, name: realDice.id(realClock.now()) };
  if (urls.length === 0) return createPostgresRelay({ ...options, connectionString });
  // Loaded only where it is used, because a start should be quick.
  const { openNatsRelay } = await import('@impresario/realtime/nats');
  return openNatsRelay({ ...options, urls });
}
