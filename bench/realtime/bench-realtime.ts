import type { Row } from '../table.ts';
import { benchIdleMemory } from './idle-memory.ts';
import { openRealtimePlace } from './realtime-place.ts';

const connectionCount = 10_000;
/** As a person with two pages open. */
const connectionsPerUser = 2;

/** What it costs to hold ten thousand streams open, and how soon they hear. */
export async function benchRealtime(): Promise<Row[]> {
  const place = await openRealtimePlace();
  try {
    const users = Array.from({ length: connectionCount / connectionsPerUser }, (_, n) => `bench-${n}`);
    const tokens = users.flatMap((user) => new Array<string>(connectionsPerUser).fill(place.tokenOf(user)));
    return await benchIdleMemory(place, tokens);
  } finally {
    await place.close();
  }
}
