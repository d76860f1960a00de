import type { Finding } from '@impresario/protocol';
import type { Relay } from '@impresario/realtime';
import { look, ok, warning } from './finding.ts';

const subject = ['realtime', 'Word between processes'] as const;

/** Whether processes hear at once of each other's commits; where they do not, clients hear within a second. */
export function lookAtRelay(relay: Relay): Promise<Finding[]> {
  return look(subject, 'Look at the log.', async () => {
    const health = await relay.check();
    if (health === 'ok') return ok(subject, `by ${relay.by}`);
    const within = 'events of other processes come within a second instead of at once';
    if (health === 'deaf') {
      return warning(
        subject,
        `NOTIFY does not come through, as behind PgBouncer: ${within}`,
        'Set NATS_URL, or let DATABASE_URL name PostgreSQL itself; with one process there is nothing to do.',
      );
    }
    const remedy = relay.by === 'NATS' ? 'Check NATS_URL and that the server runs.' : 'Look at the database.';
    return warning(subject, `${relay.by} is not reached: ${within}`, remedy);
  });
}
