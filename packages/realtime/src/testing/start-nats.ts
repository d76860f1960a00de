import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface NatsServer {
  /** The same through all kills and starts. */
  readonly url: string;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface NatsOptions {
  /** Whom alone it lets in; anybody when not given. */
  readonly user?: string;
  readonly password?: string;
}

const program = process.env['NATS_SERVER_PATH'] ?? 'nats-server';

/** Starts a nats-server of its own on a free port of this machine; it keeps nothing. */
export async function startNats({ user, password }: NatsOptions = {}): Promise<NatsServer> {
  const credentials = user === undefined ? [] : ['--user', user, '--pass', password ?? ''];
  let running: ChildProcess | null = null;
  let port = -1;

  async function start(): Promise<void> {
    const launched = await launch(['-a', '127.0.0.1', '-p', String(port), ...credentials]);
    running = launched.child;
    port = launched.port;
  }

  async function kill(): Promise<void> {
    const child = running;
    running = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  await start();
  const who = user === undefined ? '' : `${user}:${encodeURIComponent(password ?? '')}@`;
  return { url: `nats://${who}127.0.0.1:${port}`, start, kill, close: kill };
}

/** Resolves when it takes connections; port -1 is any free one. */
async function launch(args: readonly string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  let printed = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [, port] = /client connections on 127\.0\.0\.1:(\d+)[\s\S]*Server is ready/.exec(printed) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('error', () => {
      const remedy = 'Install it (Debian: apt-get install nats-server) or set NATS_SERVER_PATH.';
      reject(new Error(`${program} cannot be started. ${remedy}`));
    });
    child.once('exit', () => reject(new Error(`nats-server ended at once:\n${printed}`)));
  });
  return { child, port };
}
