import type { Readiness } from '@impresario/http';
import type { RateLimiter } from '@impresario/limits';
import type { Relay } from '@impresario/realtime';
import type { OpenedDatabase } from './open-database.ts';
import { realClock } from './world.ts';

/** A lost Redis or NATS is told and no reason to send requests elsewhere: limits and events go on without them. */
export async function readiness(
  { db }: OpenedDatabase,
  limiter: RateLimiter | undefined,
  relay: Relay,
): Promise<Readiness> {
  const redis = limiter && { redis: await limiter.health(realClock.now()) };
  const nats = relay.by === 'NATS' && { nats: relay.health() === 'ok' ? 'ok' : 'degraded' };
  try {
    await db.pool.query('select 1');
    return { ok: true, checks: { database: 'ok', ...redis, ...nats } };
  } catch {
    return { ok: false, checks: { database: 'unreachable', ...redis, ...nats } };
  }
}
