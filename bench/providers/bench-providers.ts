import type { Row } from '../table.ts';
import { benchCallbackIngest } from './callback-ingest.ts';
import { benchGenerations } from './generations.ts';
import { benchInFlight } from './in-flight.ts';

/** What the engine adds to an outside provider, measured with a simulated Suno in a process of its own. */
export async function benchProviders(): Promise<Row[]> {
  return [
    ...(await benchGenerations({ webhookSecret: 'bench-webhook-secret', generations: 240 })),
    ...(await benchGenerations({ webhookSecret: null, generations: 112 })),
    ...(await benchCallbackIngest()),
    ...(await benchInFlight()),
  ];
}
