import { startRedis, type RedisServer } from '@impresario/limits/testing';
import { prepareStudio } from '../src/studio.ts';
import { makeDataDirectory } from '../src/testing.ts';
import { openFarEnd, type FarEnd } from './far-end.ts';
import { freePort } from './free-port.ts';
import { openFront } from './front.ts';
import { openOwnPostgres, type OwnPostgres } from './own-postgres.ts';
import { createServerNode, type NodeRole, type ServerNode } from './server-node.ts';

/** Two processes that answer and two that make, on one database, one Redis and one directory of files. */
export interface Deployment {
  readonly dataDir: string;
  readonly jwtSecret: string;
  readonly postgres: OwnPostgres;
  readonly redis: RedisServer;
  readonly farEnds: readonly FarEnd[];
  readonly nodes: readonly ServerNode[];
  close(): Promise<void>;
}

/** How long each part of a track's life may take, in milliseconds. */
export interface Deadlines {
  readonly queueMs: number;
  readonly submitMs: number;
  readonly processingMs: number;
  readonly downloadMs: number;
}

const jwtSecret = 'a-secret-of-the-campaign-that-is-long-enough';
const layout: readonly NodeRole[] = ['api', 'api', 'worker', 'worker'];

const silent = { debug() {}, info() {}, warn() {}, error() {} };

export async function openDeployment(deadlines: Deadlines): Promise<Deployment> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closers.reverse()) await end();
  };
  try {
    const place = await makeDataDirectory();
    closers.push(place.remove);
    const postgres = await openOwnPostgres(place.dataDir);
    closers.push(postgres.close);
    const redis = await startRedis();
    closers.push(redis.close);
    const [suno, minimax] = await Promise.all([openFarEnd('suno'), openFarEnd('minimax')]);
    closers.push(suno.close, minimax.close);
    const ports = await Promise.all(layout.map(freePort));
    const front = await openFront(() => nodes.filter(({ role }) => role === 'api').map(({ url }) => url));
    closers.push(front.close);
    const env = {
      ...deadlinesAsEnv(deadlines),
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      PUBLIC_URL: front.url,
      JWT_SECRET: jwtSecret,
      SIGNUP_CREDITS: '100000',
      // All users come from this machine.
      IP_REQUESTS_PER_MINUTE: '0',
      SUNO_API_URL: suno.url,
      SUNO_API_KEY: suno.apiKey,
      MINIMAX_API_URL: minimax.url,
      MINIMAX_API_KEY: minimax.apiKey,
      POLL_INITIAL_INTERVAL_MS: '1000',
      POLL_MAX_INTERVAL_MS: '3000',
    };
    const nodes = layout.map((role, index) =>
      createServerNode({
        name: `${role}-${index + 1}`,
        role,
        port: ports[index]!,
        dataDir: place.dataDir,
        env,
      }),
    );
    for (const node of nodes) closers.push(node.end);
    // After a change of its sources the first start builds it; two apis that start at once would both.
    await prepareStudio(silent);
    await Promise.all(nodes.map((node) => node.start()));
    return { dataDir: place.dataDir, jwtSecret, postgres, redis, farEnds: [suno, minimax], nodes, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function deadlinesAsEnv({ queueMs, submitMs, processingMs, downloadMs }: Deadlines): Record<string, string> {
  return {
    MAX_QUEUE_MS: String(queueMs),
    SUBMIT_TIMEOUT_MS: String(submitMs),
    MAX_PROCESSING_MS: String(processingMs),
    MAX_DOWNLOAD_MS: String(downloadMs),
  };
}
