import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { spawnServer } from '../src/testing.ts';
import { becomes, passed } from './passed.ts';

export type NodeRole = 'api' | 'worker';

/** One process of the server under a supervisor that starts it again when it is gone. */
export interface ServerNode {
  readonly name: string;
  readonly role: NodeRole;
  readonly url: string;
  /** How often the process ended at work although nobody had told it to. */
  readonly crashCount: () => number;
  /** Exit codes of the graceful stops. */
  readonly exitCodes: readonly (number | null)[];
  readonly output: () => string;
  start(): Promise<void>;
  /** kill -9, and started again after a pause. */
  kill(pauseMs: number): Promise<void>;
  /** SIGSTOP, and SIGCONT after a pause: a process that believes it still holds what others took over. */
  freeze(frozenMs: number): Promise<void>;
  /** SIGTERM and started again, as an upgrade does. */
  replace(): Promise<void>;
  end(): Promise<void>;
}

export interface NodeSetup {
  readonly name: string;
  readonly role: NodeRole;
  readonly port: number;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
}

const readyMsMax = 120_000;
const supervisorPauseMs = 1_000;

export function createServerNode({ name, role, port, dataDir, env }: NodeSetup): ServerNode {
  const url = `http://127.0.0.1:${port}`;
  const exitCodes: (number | null)[] = [];
  const outputs: (() => string)[] = [];
  let crashCount = 0;
  let child: ChildProcess | null = null;
  let isWanted = false;
  let wasReady = false;

  function spawn(): ChildProcess {
    const spawned = spawnServer(dataDir, { ...env, ROLE: role, PORT: String(port) });
    outputs.push(spawned.output);
    wasReady = false;
    const mine = (child = spawned.child);
    mine.once('exit', () => {
      if (child !== mine || !isWanted) return;
      // One that could not begin, because its database is not there yet, is no crash.
      if (wasReady) crashCount += 1;
      void passed(supervisorPauseMs).then(() => isWanted && child === mine && spawn());
    });
    return mine;
  }

  async function start(): Promise<void> {
    isWanted = true;
    spawn();
    wasReady = await becomes(() => isReady(url), readyMsMax);
    if (wasReady) return;
    throw new Error(`${name} was not ready in time:\n${outputs.at(-1)!().slice(-2_000)}`);
  }

  /** Resolves with the exit code once the process is gone. */
  async function signal(name: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    isWanted = false;
    const mine = child;
    if (!mine || mine.exitCode !== null || mine.signalCode !== null) return null;
    const gone = once(mine, 'exit') as Promise<[number | null]>;
    mine.kill(name);
    return (await gone)[0];
  }

  return {
    name,
    role,
    url,
    crashCount: () => crashCount,
    exitCodes,
    output: () => outputs.map((read) => read()).join(''),
    start,
    async kill(pauseMs) {
      await signal('SIGKILL');
      await passed(pauseMs);
      await start();
    },
    async freeze(frozenMs) {
      child?.kill('SIGSTOP');
      await passed(frozenMs);
      child?.kill('SIGCONT');
    },
    async replace() {
      exitCodes.push(await signal('SIGTERM'));
      await start();
    },
    async end() {
      exitCodes.push(await signal('SIGTERM'));
    },
  };
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (reply) => reply.ok,
    () => false,
  );
}
