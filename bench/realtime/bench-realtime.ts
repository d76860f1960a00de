import type { Row } from '../table.ts';
import { benchDelivery } from './delivery.ts';
import { benchFanOut } from './fan-out.ts';
import { benchIdleMemory } from './idle-memory.ts';
import { openRealtimePlace } from './realtime-place.ts';

const connectionCount = 10_000;
/** As a person with two pages open. */
const connectionsPerUser = 2;

/** What it costs to hold ten thousand streams open, how soon they hear, and what it costs to tell many the same. */
export async function benchRealtime(): Promise<Row[]> {
  const place = await openRealtimePlace();
  try {
    const users = Array.from({ length: connectionCount / connectionsPerUser }, (_, n) => `bench-${n}`);
    const tokens = users.flatMap((user) => new Array<string>(connectionsPerUser).fill(place.tokenOf(user)));
    return [
      ...(await benchIdleMemory(place, tokens)),
      ...(await benchDelivery(place, users, connectionsPerUser)),
      ...(await benchFanOut(place)),
    ];
  } finally {
    await place.close();
  }
}
