import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface RedisServer {
  /** The same through all kills and starts. */
  readonly url: string;
  /** null while it does not run. */
  pid(): number | null;
  /** Ends it as `kill -9` does; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty; resolves when it answers. */
  start(): Promise<void>;
  /** Stops it as SIGSTOP does: connections stay, nothing is answered. */
  pause(): void;
  resume(): void;
  /** Sends one command in words, `FLUSHALL` or `CONFIG SET maxmemory 1`; resolves with the raw reply. */
  send(command: string): Promise<string>;
  close(): Promise<void>;
}

const program = process.env['REDIS_SERVER_PATH'] ?? 'redis-server';
const patienceMs = 10_000;

/** Starts a redis-server of its own on a free port of this machine; it keeps nothing on disk. */
export async function startRedis(): Promise<RedisServer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'impresario-redis-'));
  const port = await freePort();
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    if (running) throw new Error('Redis runs already.');
    running = await launch(port, directory);
  }

  async function kill(): Promise<void> {
    const child = running;
    running = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    pid: () => running?.pid ?? null,
    start,
    kill,
    pause: () => void running?.kill('SIGSTOP'),
    resume: () => void running?.kill('SIGCONT'),
    send: (command) => send(port, command),
    async close() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
  await start().catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  return server;
}

async function launch(port: number, directory: string): Promise<ChildProcess> {
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: directory, databases: 1 };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const failed = new Promise<never>((_, reject) => {
    child.once('error', () => {
      const remedy = 'Install it (Debian: apt-get install redis-tools) or set REDIS_SERVER_PATH.';
      reject(new Error(`${program} cannot be started. ${remedy}`));
    });
    child.once('exit', () => reject(new Error(`redis-server ended at once:\n${printed}`)));
  });
  failed.catch(() => {});
  await Promise.race([answers(port), failed]);
  return child;
}

async function answers(port: number): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const reply = await send(port, 'PING').catch(() => '');
    if (reply.startsWith('+PONG')) return;
    if (performance.now() > giveUpAt) throw new Error('redis-server does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function send(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (reply: Buffer) => {
      resolve(reply.toString().trimEnd());
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('Redis closed the connection.')));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
