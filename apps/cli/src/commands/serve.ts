import type { RunningServer } from '@impresario/server';
import { readNumber } from '../arguments/read-number.ts';
import { exitCode } from '../exit-code.ts';
import { createPaint } from '../terminal/paint.ts';
import { renderBanner } from '../terminal/render-banner.ts';
import { commonOptions, defineVerb, type Verb } from '../verb.ts';
import type { World } from '../world.ts';

const options = {
  port: {
    type: 'string',
    valueHint: 'NUMBER',
    description: 'Where to listen (default: PORT, or 8787); 0 takes any',
  },
  host: {
    type: 'string',
    valueHint: 'ADDRESS',
    description: 'The address to listen on (default: HOST, or loopback)',
  },
  ...commonOptions,
  verbose: { type: 'boolean', description: 'Show the log, and where in the program a start failed' },
} as const;

/** `impresario serve`: the engine and the studio in this process, until it is told to stop. */
export function serveVerb(world: World): Verb {
  return defineVerb({
    name: 'serve',
    summary: 'Run the engine and the studio',
    usage: '',
    examples: [
      { line: 'serve', note: 'On http://127.0.0.1:8787' },
      { line: 'serve --port 9000', note: '' },
      { line: 'DATA_DIR=~/music serve', note: 'With another data directory' },
    ],
    args: options,
    positionalsMax: 0,
    run: ({ args }) => {
      const port = readNumber('--port', args.port, { min: 0, max: 65_535 });
      return serve(world, {
        port,
        host: args.host,
        json: args.json === true,
        verbose: args.verbose === true,
      });
    },
  });
}

interface Job {
  port: number | undefined;
  host: string | undefined;
  json: boolean;
  verbose: boolean;
}

async function serve(world: World, job: Job): Promise<number> {
  const { port, host } = job;
  const asked = Promise.withResolvers<void>();
  let count = 0;
  const release = world.onInterrupt((kind) => {
    if (++count > 1) world.quit(kind === 'SIGINT' ? exitCode.interrupted : exitCode.ended);
    asked.resolve();
  });
  const { startServer } = await import('@impresario/server');
  const server = await startServer({
    env: world.env,
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
    // Log lines are for collectors; at a terminal they would bury the address unless they are asked for.
    quiet: world.stdout.isTerminal && !job.verbose && world.env['LOG_LEVEL'] === undefined,
  });
  // After the `^C` that the terminal shows.
  const lineBreak = world.stderr.isTerminal ? '\n' : '';
  try {
    if (count === 0) announce(world, server, job.json);
    await asked.promise;
    if (!job.json)
      world.stderr.write(`${lineBreak}Stopping. What is being made goes on at the next start.\n`);
  } finally {
    await server.stop();
    release();
  }
  return exitCode.ok;
}

function announce(world: World, server: RunningServer, json: boolean): void {
  const { url, openUrl, dataDir, providers } = server;
  const { version, stdout } = world;
  stdout.write(
    json
      ? `${JSON.stringify({ url, openUrl, dataDir, providers, version })}\n`
      : renderBanner({ version, openUrl, dataDir, providers }, createPaint(stdout.colour)),
  );
}
