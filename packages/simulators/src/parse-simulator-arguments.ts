import { parseArgs } from 'node:util';
import {
  dialects,
  regions,
  simulatorKinds,
  speeds,
  type SimulatorKind,
  type SimulatorOptions,
} from './shared/simulator.ts';

export type SimulatorArguments =
  | { readonly run: true; readonly kind: SimulatorKind; readonly options: SimulatorOptions }
  | { readonly run: false; readonly problem: string | null; readonly usage: string };

export const simulatorUsage = [
  'impresario simulate KIND [options]',
  '',
  `  KIND                 ${simulatorKinds.join(', ')}`,
  '  --port N             any free one when not given',
  '  --host ADDRESS       127.0.0.1',
  `  --speed WORD         ${speeds.join(', ')}; realistic keeps the documented latencies (minutes)`,
  `  --dialect WORD       ${dialects.join(', ')} (Suno only)`,
  '  --key KEY            the only key accepted; any when not given',
  '  --song-seconds N     length of the songs, 30',
  '  --credits N          balance at the start, 1000',
  '  --seed N             repeatable ids and sounds',
  '  --webhook-secret S   signs callbacks',
  '  --sign-timestamp     adds a time to the signature',
  '  --first-shape WORD   observed, documented: what text and first callbacks carry',
  '  --concurrency N      work at once for one key: 5 at Mureka, 20 at MiniMax; not for Suno',
  `  --region WORD        ${regions.join(', ')} (Mureka only): cn reviews finished songs`,
  '  --no-rate-limits     lifts the documented request limits',
].join('\n');

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  speed: { type: 'string' },
  dialect: { type: 'string' },
  key: { type: 'string' },
  'song-seconds': { type: 'string' },
  credits: { type: 'string' },
  seed: { type: 'string' },
  'webhook-secret': { type: 'string' },
  'sign-timestamp': { type: 'boolean' },
  'first-shape': { type: 'string' },
  concurrency: { type: 'string' },
  region: { type: 'string' },
  'no-rate-limits': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

class Unreadable extends Error {}

/** What the words after `simulate` ask for: a run, or a problem and the usage. */
export function parseSimulatorArguments(args: readonly string[]): SimulatorArguments {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
    if (values.help) return { run: false, problem: null, usage: simulatorUsage };
    const kind = oneOf('KIND', simulatorKinds, positionals[0]);
    if (kind === undefined || positionals.length > 1)
      throw new Unreadable(`One of ${simulatorKinds.join(', ')}, please.`);
    const options: SimulatorOptions = {
      port: wholeNumber('--port', values.port, 65_535),
      host: values.host,
      speed: oneOf('--speed', speeds, values.speed),
      dialect: oneOf('--dialect', dialects, values.dialect),
      apiKey: values.key,
      songSeconds: wholeNumber('--song-seconds', values['song-seconds'], 600),
      credits: wholeNumber('--credits', values.credits, 1e9),
      seed: wholeNumber('--seed', values.seed, 2 ** 32 - 1),
      webhookSecret: values['webhook-secret'],
      signTimestamp: values['sign-timestamp'],
      firstShape: oneOf('--first-shape', ['documented', 'observed'] as const, values['first-shape']),
      concurrencyMax: wholeNumber('--concurrency', values.concurrency, 10_000),
      region: oneOf('--region', regions, values.region),
      rateLimits: values['no-rate-limits'] ? 'none' : 'documented',
    };
    return { run: true, kind, options };
  } catch (error) {
    // parseArgs throws a TypeError with a sentence about the flag it does not know.
    if (!(error instanceof Unreadable || error instanceof TypeError)) throw error;
    return { run: false, problem: error.message, usage: simulatorUsage };
  }
}

function oneOf<const Word extends string>(
  name: string,
  words: readonly Word[],
  given: string | undefined,
): Word | undefined {
  const found = words.find((word) => word === given);
  if (given !== undefined && found === undefined)
    throw new Unreadable(`${name} is one of ${words.join(', ')}, not ${given}.`);
  return found;
}

function wholeNumber(name: string, given: string | undefined, max: number): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value > max) throw new Unreadable(`${name} is a whole number up to ${max}.`);
  return value;
}
