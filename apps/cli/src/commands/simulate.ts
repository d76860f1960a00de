import type { Dialect, Region, Simulator, SimulatorKind, Speed } from '@impresario/simulators';
import { readNumber } from '../arguments/read-number.ts';
import { exitCode, UsageError } from '../exit-code.ts';
import { createPaint } from '../terminal/paint.ts';
import { renderSimulator } from '../terminal/render-simulator.ts';
import { oneLine } from '../terminal/text-width.ts';
import { commonOptions, defineVerb, type Verb } from '../verb.ts';
import type { World } from '../world.ts';

/** Each has its usual port, so that all three can run beside each other. */
const ports: Readonly<Record<SimulatorKind, number>> = { suno: 9101, mureka: 9102, minimax: 9103 };
const speeds: readonly Speed[] = ['realistic', 'quick', 'instant'];
const dialects: readonly Dialect[] = ['sunoapi', 'kie'];
const regions: readonly Region[] = ['global', 'cn'];

/** `impresario simulate suno`: a provider's HTTP interface on this machine, until it is told to stop. */
export function simulateVerb(world: World): Verb {
  return defineVerb({
    name: 'simulate',
    summary: 'Run a copy of a provider to try things with: suno, mureka or minimax',
    usage: 'PROVIDER',
    examples: [
      { line: 'simulate suno', note: 'On http://127.0.0.1:9101' },
      { line: 'simulate suno --dialect kie --speed realistic', note: '' },
      { line: 'simulate mureka --concurrency 1 --region cn', note: '' },
      { line: 'simulate minimax --port 9000 --key secret', note: '' },
    ],
    args: {
      provider: { type: 'positional', required: false, description: 'suno, mureka or minimax' },
      port: {
        type: 'string',
        valueHint: 'NUMBER',
        description: 'Where to listen (default: 9101–9103); 0 takes any',
      },
      speed: {
        type: 'string',
        valueHint: 'SPEED',
        description: 'realistic, quick (default: a song in about 3 s) or instant',
      },
      dialect: { type: 'string', valueHint: 'NAME', description: 'Suno only: sunoapi (default) or kie' },
      concurrency: {
        type: 'string',
        valueHint: 'NUMBER',
        description: 'Mureka and MiniMax: songs at once for one key (default: 5 and 20)',
      },
      region: {
        type: 'string',
        valueHint: 'NAME',
        description: 'Mureka only: global (default) or cn, where finished songs are reviewed',
      },
      key: { type: 'string', valueHint: 'KEY', description: 'The only key it accepts (default: any)' },
      'webhook-secret': {
        type: 'string',
        valueHint: 'SECRET',
        description: 'Suno only: signs its callbacks with this',
      },
      ...commonOptions,
    },
    positionalsMax: 1,
    run: ({ args, positionals: [typed] }) => {
      const kind = oneOf('Which provider', typed, Object.keys(ports) as SimulatorKind[]);
      const dialect = args.dialect === undefined ? undefined : oneOf('--dialect', args.dialect, dialects);
      if (kind !== 'suno' && (dialect ?? args['webhook-secret']) !== undefined) {
        throw new UsageError('--dialect and --webhook-secret are for suno alone.');
      }
      const concurrencyMax = readNumber('--concurrency', args.concurrency, { min: 1, max: 10_000 });
      if (kind === 'suno' && concurrencyMax !== undefined) {
        throw new UsageError('--concurrency is for mureka and minimax; Suno documents no such limit.');
      }
      const region = args.region === undefined ? undefined : oneOf('--region', args.region, regions);
      if (kind !== 'mureka' && region !== undefined) throw new UsageError('--region is for mureka alone.');
      return simulate(world, {
        kind,
        port: readNumber('--port', args.port, { min: 0, max: 65_535 }) ?? ports[kind],
        speed: oneOf('--speed', args.speed ?? 'quick', speeds),
        dialect,
        concurrencyMax,
        region,
        apiKey: args.key,
        webhookSecret: args['webhook-secret'],
        json: args.json === true,
      });
    },
  });
}

function oneOf<Name extends string>(what: string, typed: string | undefined, names: readonly Name[]): Name {
  const found = names.find((name) => name === typed);
  if (found !== undefined) return found;
  const not = typed === undefined ? '' : `, not “${typed}”`;
  throw new UsageError(`${what}: ${names.join(', ')}${not}.`);
}

interface Job {
  kind: SimulatorKind;
  port: number;
  speed: Speed;
  dialect: Dialect | undefined;
  concurrencyMax: number | undefined;
  region: Region | undefined;
  apiKey: string | undefined;
  webhookSecret: string | undefined;
  json: boolean;
}

async function simulate(world: World, job: Job): Promise<number> {
  const { json: _json, kind, ...options } = job;
  const asked = Promise.withResolvers<void>();
  const release = world.onInterrupt(() => asked.resolve());
  const log = (line: string) => world.stderr.write(`${oneLine(line)}\n`);
  try {
    // Read when it is asked for: no other command needs it.
    const { startSimulator } = await import('@impresario/simulators');
    const simulator = await startSimulator(kind, { ...options, log });
    try {
      announce(world, simulator, job);
      await asked.promise;
    } finally {
      await simulator.close();
    }
  } finally {
    release();
  }
  return exitCode.ok;
}

function announce(world: World, { kind, url, apiKey }: Simulator, job: Job): void {
  const name = kind.toUpperCase();
  const variables: Record<string, string> = {
    [`${name}_API_URL`]: url,
    [`${name}_API_KEY`]: apiKey,
    ...(job.dialect !== undefined && { SUNO_DIALECT: job.dialect }),
    ...(job.webhookSecret !== undefined && { SUNO_WEBHOOK_SECRET: job.webhookSecret }),
  };
  const { stdout } = world;
  stdout.write(
    job.json
      ? `${JSON.stringify({ kind, url, apiKey, env: variables })}\n`
      : renderSimulator({ kind, url, speed: job.speed, variables }, createPaint(stdout.colour)),
  );
}
