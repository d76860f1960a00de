import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A terminal sends Ctrl-C to every process in front, and npm and our starter pass it on: one press comes thrice. */
const samePressMs = 300;

export type Interruption = 'SIGINT' | 'SIGTERM';

/** What the commands may know of the process they run in. Nothing else here reads the environment or the time. */
export interface World {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the user typed the command; npm scripts themselves run in the package's folder. */
  readonly userDirectory: string;
  readonly version: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks the person at the terminal; null when they leave, or when there is nobody to ask. */
  ask(question: string, example: string): Promise<string | null>;
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Calls `tick` every `ms` until the returned function is called. */
  every(ms: number, tick: () => void): () => void;
  uuid(): string;
  /**
   * Calls `handler` at each Ctrl-C, request to end, or death of the process that started us, instead of dying of it.
   * Returns the function that ends this.
   */
  onInterrupt(handler: (kind: Interruption) => void): () => void;
  /** Ends the process at once, without waiting for anything. */
  quit(code: number): never;
  /** Ends the process when all that was written has left it. */
  finish(code: number): void;
}

export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly colour: boolean;
}

/** The world of the running process. */
export function processWorld(): World {
  const { env } = process;
  return {
    args: process.argv.slice(2),
    env,
    userDirectory: env['INIT_CWD'] ?? process.cwd(),
    version: readVersion(),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    ask,
    now: () => Date.now(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    every: (ms, tick) => {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
    uuid: () => randomUUID(),
    onInterrupt,
    quit: (code) => process.exit(code),
    finish: (code) => {
      process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
    },
  };
}

function output(stream: NodeJS.WriteStream): Output {
  // A reader that has seen enough (`head`) or a terminal that is closed is no failure of ours: what is being made
  // or stopped is still to be brought to its end.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY && process.env['TERM'] !== 'dumb',
    get columns() {
      return stream.columns || 80;
    },
    colour: wantsColour(stream, process.env),
  };
}

function wantsColour(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return stream.isTTY && env['TERM'] !== 'dumb';
}

function onInterrupt(handler: (kind: Interruption) => void): () => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  const once = (kind: Interruption) => () => {
    const now = performance.now();
    if (now - lastAt >= samePressMs) handler(kind);
    lastAt = now;
  };
  const onInt = once('SIGINT');
  const onTerm = once('SIGTERM');
  process.on('SIGINT', onInt).on('SIGTERM', onTerm).on('SIGHUP', onTerm);
  // The starter holds a channel to us: it closing means that the starter was killed.
  process.on('disconnect', onTerm);
  process.channel?.unref();
  return () => {
    process.off('SIGINT', onInt).off('SIGTERM', onTerm).off('SIGHUP', onTerm).off('disconnect', onTerm);
  };
}

async function ask(question: string, example: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({
    message: question,
    placeholder: example,
    validate: (typed) => (typed?.trim() ? undefined : 'A few words are enough.'),
    output: process.stderr,
  });
  return isCancel(answer) ? null : answer.trim();
}

function readVersion(): string {
  const file = path.join(import.meta.dirname, '../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
