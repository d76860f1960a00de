import path from 'node:path';
import type { EngineSettings } from '@impresario/engine';
import { readNetwork } from '@impresario/http';
import { z } from 'zod';
import { StartError } from './start-error.ts';
import { plansSetting, pricesSetting } from './tariff.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = z.coerce.number('must be a number').int('must be a whole number');
const port = wholeNumber.min(0, 'must be at least 0').max(65_535, 'must be at most 65535');
/** Any value from 50 ms on is legal, so that tests of a deployment can be quick. */
const milliseconds = wholeNumber.min(50, 'must be at least 50 milliseconds');
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** A comma list of web addresses. */
const urlList = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((url) => url.trim())
      .filter(Boolean),
  )
  .pipe(z.array(httpUrl));
/** As libpq reads it: without a host where a socket is named, `postgresql://user@/database?host=/run/postgresql`. */
const databaseUrl = z
  .string()
  .refine(
    (url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url.replace('@/', '@socket/')),
    'must be an address such as postgresql://user:password@host/database',
  );

/** A comma list of addresses and networks. */
const networkList = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((text) => text.trim())
      .filter(Boolean)
      .map(readNetwork),
  )
  .refine((networks) => !networks.includes(null), 'must be addresses or networks such as 10.0.0.0/8')
  .transform((networks) => networks.filter((network) => network !== null));
/** A comma list of the servers of one cluster. */
const natsUrls = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((url) => url.trim())
      .filter(Boolean),
  )
  .refine(
    (urls) => urls.every((url) => /^(nats|tls):\/\/[^/]/.test(url) && URL.canParse(url)),
    'must be an address such as nats://user:password@host:4222',
  );
const key = z.string().trim().min(1).optional();

const schema = z.object({
  PORT: port.default(8787),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: httpUrl.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  NATS_URL: natsUrls,
  ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  // As browsers send it: lower case, without a port that is the usual one; a path would never match anything.
  ALLOWED_ORIGINS: urlList.transform((urls) => urls.map((url) => new URL(url).origin)),
  TRUSTED_PROXIES: networkList,
  IP_REQUESTS_PER_MINUTE: wholeNumber.min(0, 'must be at least 0').default(600),
  JWT_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  JWKS_URL: z
    .url()
    .refine(isSafeForKeys, 'must be an https address (http on this machine), without a user in it')
    .optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().default('authenticated'),
  FILE_URL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  DEFAULT_PROVIDER: z.string().optional(),
  SUNO_API_KEY: key,
  SUNO_API_URL: httpUrl.optional(),
  SUNO_DIALECT: z.enum(['sunoapi', 'kie']).default('sunoapi'),
  SUNO_WEBHOOK_SECRET: z.string().min(8, 'must have at least 8 characters').optional(),
  SUNO_CALLBACK_URL: httpUrl.optional(),
  MUREKA_API_KEY: key,
  MUREKA_API_URL: httpUrl.optional(),
  MINIMAX_API_KEY: key,
  MINIMAX_API_URL: httpUrl.optional(),
  TRUSTED_ASSET_ORIGINS: urlList,
  POLL_INITIAL_INTERVAL_MS: milliseconds.default(2_000),
  POLL_MAX_INTERVAL_MS: milliseconds.default(30_000),
  POLL_BACKOFF_MULTIPLIER: z.coerce.number('must be a number').min(1).max(10).default(1.5),
  MAX_QUEUE_MS: milliseconds.default(600_000),
  SUBMIT_TIMEOUT_MS: milliseconds.optional(),
  MAX_PROCESSING_MS: milliseconds.default(600_000),
  MAX_DOWNLOAD_MS: milliseconds.default(120_000),
  SIGNUP_CREDITS: z.coerce.number('must be a number').min(0).max(1_000_000).multipleOf(0.001).default(10),
  CREDIT_PRICE_USD: z.coerce.number('must be a number').min(0).max(10_000).optional(),
  PRICES: pricesSetting,
  PLANS: plansSetting,
  SECURITY_CONTACT: z
    .url({ protocol: /^(?:https|mailto|tel)$/, error: 'must be a mailto:, https: or tel: address' })
    .regex(/^[\x21-\x7e]*$/, 'must be printable ASCII')
    .optional(),
  MAX_CONNECTIONS: wholeNumber.min(1, 'must be at least 1').default(20_000),
  MAX_STREAMS: wholeNumber.min(1, 'must be at least 1').optional(),
  MAX_STREAMS_PER_USER: wholeNumber.min(1, 'must be at least 1').default(100),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
});

/** The variables that are read. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

export interface Config extends Omit<z.output<typeof schema>, 'DATA_DIR'> {
  /** Absolute. */
  readonly dataDir: string;
  /** One owner on this machine, when no users come from elsewhere. */
  readonly isLocal: boolean;
}

/** Their values are not repeated where others may read them. */
const secret = /SECRET|KEY|DATABASE_URL|REDIS_URL|NATS_URL|JWKS_URL/;

/** Reads the environment once; a bad or missing value stops the start with one message naming the variable. */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) => faultLines(issue, env));
    throw new StartError(
      'bad_environment',
      `These environment variables need another value:\n${faults.join('\n')}`,
    );
  }
  const { DATA_DIR, ...rest } = parsed.data;
  if (rest.JWT_SECRET !== undefined && rest.JWKS_URL !== undefined) {
    const message = 'JWT_SECRET and JWKS_URL are both set; tokens are signed one way: keep one of them.';
    throw new StartError('bad_environment', message);
  }
  const isLocal = rest.JWT_SECRET === undefined && rest.JWKS_URL === undefined;
  const config = { ...rest, dataDir: path.resolve(DATA_DIR), isLocal };
  if (config.isLocal && !isLoopback(config.HOST)) {
    const message =
      `HOST is ${config.HOST}, but without JWT_SECRET or JWKS_URL anybody who reaches this server would be its owner. ` +
      'Set one of them, or leave HOST at 127.0.0.1.';
    throw new StartError('not_loopback', message);
  }
  return config;
}

/** One line, or one a name that does not belong into a JSON setting. */
function faultLines(issue: z.core.$ZodIssue, env: Environment): string[] {
  const name = String(issue.path[0]);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((unknown) => `  ${[...issue.path, unknown].join('.')} ${issue.message}`);
  }
  const value = secret.test(name) || issue.path.length > 1 ? '' : `, not “${env[name]}”`;
  return [`  ${issue.path.join('.')} ${issue.message}${value}`];
}

/** Whoever could change the keys on their way to us could be anybody. */
function isSafeForKeys(typed: string): boolean {
  const url = URL.parse(typed);
  if (!url || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The engine's part of the configuration. */
export function engineSettings(config: Config, defaultProvider: string): EngineSettings {
  return {
    defaultProvider,
    prices: config.PRICES,
    plans: config.PLANS,
    creditPriceUsd: config.CREDIT_PRICE_USD ?? null,
    maxQueueMs: config.MAX_QUEUE_MS,
    submitTimeoutMs: config.SUBMIT_TIMEOUT_MS ?? 30_000,
    inlineSubmitTimeoutMs: config.SUBMIT_TIMEOUT_MS ?? 600_000,
    maxProcessingMs: config.MAX_PROCESSING_MS,
    maxDownloadMs: config.MAX_DOWNLOAD_MS,
    pollInitialMs: config.POLL_INITIAL_INTERVAL_MS,
    pollMaxMs: config.POLL_MAX_INTERVAL_MS,
    pollBackoff: config.POLL_BACKOFF_MULTIPLIER,
    leaseMs: 10_000,
    lookEveryMs: 1_000,
    callbackBaseUrl: config.PUBLIC_URL ?? null,
    callbackUrls:
      config.SUNO_CALLBACK_URL === undefined ? {} : { suno: withCorrelation(config.SUNO_CALLBACK_URL) },
  };
}

/** The original application's own callback address takes no further path, so there the name goes into the query. */
function withCorrelation(url: string): string {
  return url.endsWith('/suno-callback') ? `${url}?correlation={correlation}` : `${url}/{correlation}`;
}
