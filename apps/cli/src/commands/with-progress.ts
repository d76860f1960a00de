import type { Client } from '@impresario/client';
import { connect } from '../connect.ts';
import { exitCode } from '../exit-code.ts';
import { createProgressDisplay, type ProgressDisplay } from '../terminal/progress-display.ts';
import type { Interruption, World } from '../world.ts';

/** Which server a command talks to, and how it answers. */
export interface TypedServer {
  url?: string | undefined;
  token?: string | undefined;
  json?: boolean | undefined;
}

/**
 * Runs work that takes its time, with a moving line on a terminal. The first Ctrl-C aborts `signal`, the second ends
 * the program at once. Returns the exit code.
 */
export async function withProgress(
  world: World,
  typed: TypedServer,
  work: (client: Client, display: ProgressDisplay, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stop = new AbortController();
  const display = createProgressDisplay(world, typed.json === true);
  const release = world.onInterrupt((kind) => {
    if (stop.signal.aborted) {
      display.end();
      world.quit(interruptedCode(stop.signal));
    }
    display.notice('Stopping; once more to leave at once');
    stop.abort(kind);
  });
  try {
    const connection = await connect(world, typed, () => display.notice('Starting the engine'));
    try {
      if (stop.signal.aborted) return interruptedCode(stop.signal);
      display.notice(null);
      return await work(connection.client, display, stop.signal);
    } finally {
      await connection.close();
    }
  } finally {
    display.end();
    release();
  }
}

export function interruptedCode(signal: AbortSignal): number {
  return (signal.reason as Interruption) === 'SIGINT' ? exitCode.interrupted : exitCode.ended;
}

/** What `work` gives, or null when it broke off because we were told to stop. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
