import type { Engine } from '@impresario/engine';
import type { RateLimiter } from '@impresario/limits';
import type { Finding } from '@impresario/protocol';
import type { Relay } from '@impresario/realtime';
import type { Config } from '../config.ts';
import type { OpenedDatabase } from '../open-database.ts';
import { realClock } from '../world.ts';
import { look, ok, warning } from './finding.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { lookAtDisk } from './look-at-disk.ts';
import { lookAtProviders } from './look-at-providers.ts';
import { lookAtRelay } from './look-at-relay.ts';
import { lookAtSecrets } from './look-at-secrets.ts';
import { lookAtWork } from './look-at-work.ts';

interface Deployment {
  readonly config: Config;
  readonly database: OpenedDatabase;
  readonly engine: Engine;
  readonly limiter: RateLimiter | undefined;
  readonly relay: Relay;
}

/** Walks the checklist of a deployment from inside, in the order in which things are mended. */
export async function examine(deployment: Deployment): Promise<Finding[]> {
  const { config, database, engine, limiter, relay } = deployment;
  const [disk, stored, limits, word, providers, work] = await Promise.all([
    lookAtDisk(config.dataDir),
    lookAtDatabase(database),
    lookAtLimits(config, limiter),
    lookAtRelay(relay),
    lookAtProviders(engine, config),
    lookAtWork(engine),
  ]);
  return [disk, stored, limits, word, lookAtSecrets(config), providers, work].flat();
}

function lookAtLimits({ PLANS }: Config, limiter: RateLimiter | undefined): Promise<Finding[]> {
  const subject = ['limits', 'Limits'] as const;
  const plans = Object.entries(PLANS).map(
    ([plan, { perMinute, perDay }]) => `${plan} ${perMinute}/min ${perDay ?? '∞'}/day`,
  );
  return look(subject, 'Check REDIS_URL and that the server runs.', async () => {
    if (limiter === undefined) return ok(subject, `counted in PostgreSQL: ${plans.join(', ')}`);
    return (await limiter.health(realClock.now())) === 'ok'
      ? ok(subject, `counted in Redis: ${plans.join(', ')}`)
      : warning(
          subject,
          'Redis is not reached, so each process counts alone',
          'Check REDIS_URL and that the server runs.',
        );
  });
}
