import path from 'node:path';
import { isTransient } from '@impresario/database';
import { createEngine, type Engine, type Log } from '@impresario/engine';
import {
  createHttp,
  createPresenter,
  listen,
  type HttpOptions,
  type Listening,
  type ListenOptions,
} from '@impresario/http';
import type { RateLimiter } from '@impresario/limits';
import { createGuardedDownload } from '@impresario/provider-kit';
import { createRealtime, forgetEventsOfAnotherLife, type Relay, type Topic } from '@impresario/realtime';
import { createDiskStore, type BlobStore } from '@impresario/storage';
import { engineSettings, readConfig, type Config, type Environment } from './config.ts';
import { keptSecret, prepareDataDirectory } from './data-directory.ts';
import { examine } from './doctor/examine.ts';
import { guide } from './guide.ts';
import { identityOf, outsiders } from './http-settings.ts';
import { openMigratedDatabase, type OpenedDatabase } from './open-database.ts';
import { openRelay } from './open-relay.ts';
import { openProviders, trustedOrigins, type OpenProviders } from './providers.ts';
import { readiness } from './readiness.ts';
import { announceServer, findRunningServer, withdrawServer } from './running-server.ts';
import { createServerLog } from './server-log.ts';
import { StartError } from './start-error.ts';
import { prepareStudio } from './studio.ts';
import { realClock, realDice } from './world.ts';

export interface StartOptions {
  readonly env: Environment;
  /** Over `PORT`; 0 takes any free one. */
  readonly port?: number;
  readonly host?: string;
  /** Only warnings and worse in the log, whatever `LOG_LEVEL` says. */
  readonly quiet?: boolean;
  /** false serves the API without pages. */
  readonly studio?: boolean;
}

export interface RunningServer {
  readonly url: string;
  /** What to open in a browser; in local mode it carries the owner's token once. */
  readonly openUrl: string;
  readonly token: string | null;
  readonly dataDir: string;
  readonly providers: readonly string[];
  stop(): Promise<void>;
}

/** Starts the whole engine in this process. Throws StartError and others with a message for the operator. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const env = { ...options.env, ...(options.host !== undefined && { HOST: options.host }) };
  const config = readConfig(env);
  const log = createServerLog(options.quiet ? quieter(config.LOG_LEVEL) : config.LOG_LEVEL);
  await prepareDataDirectory(config.dataDir);
  await refuseSecond(env, config);

  const closers: (() => Promise<void>)[] = [];
  const stop = once(async () => {
    for (const close of closers.reverse()) await close();
  });
  try {
    // Side by side; whichever fails, what the other opened is closed again.
    const [opened, prepared] = await Promise.allSettled([
      openMigratedDatabase(config, log),
      options.studio === false || config.ROLE === 'worker' ? null : prepareStudio(log),
    ]);
    if (opened.status === 'fulfilled') closers.push(() => opened.value.close());
    const database = valueOf(opened);
    const studio = valueOf(prepared);
    const providers = await openProviders(config, log);
    closers.push(() => providers.close());
    const limiter = await openLimiter(config, log);
    if (limiter) closers.push(() => limiter.close());
    const relay = await openRelay(config, database.connectionString, log);
    closers.push(() => relay.close());
    return await assemble({
      config,
      log,
      database,
      providers,
      limiter,
      relay,
      studio,
      closers,
      stop,
      port: options.port ?? config.PORT,
    });
  } catch (error) {
    await stop();
    throw error;
  }
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** What is of use to a process of this role of what others commit; streams listen for themselves. */
const heardBy = { all: [], api: ['events'], worker: ['work'] } as const satisfies Record<string, Topic[]>;

interface Parts {
  readonly config: Config;
  readonly log: ReturnType<typeof createServerLog>;
  readonly database: OpenedDatabase;
  readonly providers: OpenProviders;
  readonly limiter: RateLimiter | undefined;
  readonly relay: Relay;
  readonly studio: HttpOptions['studio'];
  readonly closers: (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
  readonly port: number;
}

async function assemble(parts: Parts): Promise<RunningServer> {
  const { config, log, database, providers, limiter, relay, studio, closers, stop } = parts;
  const { dataDir } = config;
  const fileUrlSecret = config.FILE_URL_SECRET ?? (await keptSecret(dataDir, 'file-url-secret', realDice));
  const ownerToken = config.isLocal ? await keptSecret(dataDir, 'owner-token', realDice) : null;
  const blobs = await createDiskStore({ directory: path.join(dataDir, 'files') });
  const engine = openEngine(parts, blobs);
  closers.push(() => engine.stop());

  // The address is part of what the app answers, and with port 0 it is known only once we listen.
  const gate = openGate();
  const listening = await listenAs(config, gate, parts.port);
  closers.push(() => listening.close());
  const publicUrl = config.PUBLIC_URL ?? listening.url;
  const { present } = createPresenter({ clock: realClock, fileUrlSecret, publicUrl });
  const forgotten = await forgetEventsOfAnotherLife(database.db.pool);
  if (forgotten > 0)
    log.info({ forgotten }, 'Events of the server that this database was dumped from were removed.');
  const realtime = createRealtime({
    pool: database.db.pool,
    clock: realClock,
    log,
    present,
    lookEveryMs: 1_000,
    relay,
  });
  closers.push(() => realtime.close());
  engine.onEvents(() => realtime.nudge());
  // Where the two are apart, what is admitted here need not wait for the next look there.
  if (config.ROLE === 'api') engine.onWork(() => relay.tell('work'));
  for (const topic of heardBy[config.ROLE]) relay.listen(topic, () => engine.hear(topic));
  gate.open(
    createHttp({
      engine,
      realtime,
      blobs,
      clock: realClock,
      dice: realDice,
      log,
      identity: identityOf(config, ownerToken),
      fileUrlSecret,
      publicUrl,
      serves: config.ROLE === 'worker' ? 'health' : 'everything',
      studio,
      guide,
      ...outsiders(config),
      limiter,
      relay,
      ready: () => readiness(database, limiter, relay),
      examine: () => examine({ config, database, engine, limiter, relay }),
      isTransient,
    }),
  );
  if (config.ROLE !== 'api') await engine.start();
  if (config.ROLE !== 'worker') {
    await announceServer(dataDir, listening.url, realClock.now());
    closers.push(() => withdrawServer(dataDir));
  }
  log.info({ url: listening.url, role: config.ROLE, dataDir }, 'ready');
  return {
    url: listening.url,
    openUrl: ownerToken ? `${listening.url}/?token=${ownerToken}` : listening.url,
    token: ownerToken,
    dataDir,
    providers: providers.all.map((provider) => provider.capabilities.id),
    stop,
  };
}

function openEngine({ config, log, database, providers, limiter }: Parts, blobs: BlobStore): Engine {
  return createEngine({
    db: database.db,
    blobs,
    providers: providers.all,
    limiter,
    clock: realClock,
    dice: realDice,
    log,
    settings: engineSettings(config, providers.defaultId),
    download: createGuardedDownload({
      trustedOrigins: trustedOrigins(config),
      bytesMax: downloadBytesMax,
      idleMs: downloadIdleMs,
    }),
  });
}

/** The longest video and the slowest network we still wait for. */
const downloadBytesMax = 512 * 1024 * 1024;
const downloadIdleMs = 15_000;

function listenAs(config: Config, app: ListenOptions['app'], port: number): Promise<Listening> {
  const limits = { connectionsMax: config.MAX_CONNECTIONS };
  return listen({ app, host: config.HOST, port, clock: realClock, limits });
}

/** Answers "not yet" until the app is there. */
function openGate() {
  type App = ReturnType<typeof createHttp>;
  let app: App | null = null;
  const fetch: App['fetch'] = (...request) => app?.fetch(...request) ?? new Response(null, { status: 503 });
  return { fetch, open: (ready: App) => void (app = ready) };
}

/** Loaded only where it is used, because a start should be quick. */
async function openLimiter({ REDIS_URL: url }: Config, log: Log): Promise<RateLimiter | undefined> {
  if (url === undefined) return undefined;
  const { openRedisLimiter } = await import('@impresario/limits/redis');
  return openRedisLimiter({ url, log, timer: realClock });
}

/** Two servers with embedded state on one directory would share it correctly, but answer under two addresses. */
async function refuseSecond(env: Environment, config: Config): Promise<void> {
  const running = config.ROLE === 'all' ? await findRunningServer(env) : null;
  if (!running) return;
  const message = `A server for ${config.dataDir} runs already at ${running.url}. Use that one, or set DATA_DIR to another directory.`;
  throw new StartError('already_running', message);
}

function quieter(level: string): string {
  return ['silent', 'fatal', 'error'].includes(level) ? level : 'warn';
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
