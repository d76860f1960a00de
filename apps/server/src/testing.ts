import { createHmac } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../cli/bin/impresario.js', import.meta.url));

/** The server as its users run it: another process, on a data directory of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly token: string;
  readonly child: ChildProcess;
  /** From the command to the first answer of `/readyz`. */
  readonly readyMs: number;
  /** All that it wrote so far, on both of its streams. */
  output(): string;
  /** The database server it uses, while that runs. */
  postmasterPid(): number | null;
  /** kill -9, and waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  end(): Promise<number | null>;
}

export async function makeDataDirectory(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'impresario-server-'));
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** The process alone, without waiting for it. */
export function spawnServer(
  dataDir: string,
  env: Record<string, string>,
): { readonly child: ChildProcess; readonly output: () => string } {
  const child = spawn(process.execPath, [entry, 'serve'], {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

export async function runServer(dataDir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const startedAt = performance.now();
  const { child, output } = spawnServer(dataDir, { PORT: '0', ...env });
  const url = await firstAnswer(child, dataDir, output);
  const token = (await readFile(path.join(dataDir, 'owner-token'), 'utf8').catch(() => '')).trim();
  const gone = once(child, 'exit') as Promise<[number | null]>;
  return {
    url,
    token,
    child,
    readyMs: performance.now() - startedAt,
    output,
    postmasterPid: () => readPostmasterPid(dataDir),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async end() {
      child.kill('SIGTERM');
      return (await gone)[0];
    },
  };
}

const patienceMs = 60_000;

/** The address in `server.json`, once the process that wrote it is this one and it says that it is ready. */
async function firstAnswer(child: ChildProcess, dataDir: string, output: () => string): Promise<string> {
  const giveUpAt = performance.now() + patienceMs;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const card = await readFile(path.join(dataDir, 'server.json'), 'utf8').catch(() => '');
    const { url, pid } = (card ? JSON.parse(card) : {}) as { url?: string; pid?: number };
    if (url && pid === child.pid) {
      const ready = await fetch(`${url}/readyz`).then(
        (reply) => reply.ok,
        () => false,
      );
      if (ready) return url;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the server was not ready in time:\n${output()}`);
}

function readPostmasterPid(dataDir: string): number | null {
  const file = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('postmaster.pid'),
  );
  return file ? Number(readFileSync(path.join(dataDir, file), 'utf8').split('\n')[0]) : null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A request as the owner; throws only when nobody answered. */
export async function ask(
  server: Pick<ServerProcess, 'url' | 'token'>,
  method: string,
  route: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const reply = await fetch(`${server.url}${route}`, {
    method,
    headers: {
      authorization: `Bearer ${server.token}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body ? JSON.stringify(body) : null,
    signal: AbortSignal.timeout(20_000),
  });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

/** A token as an identity provider would sign it with HS256. */
export function signToken(
  secret: string,
  claims: object,
  header: object = { alg: 'HS256', typ: 'JWT' },
): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** Claims of a user that hold for an hour, or as long as is said. */
export function userClaims(sub: string, seconds = 3600) {
  return { sub, aud: 'authenticated', exp: Math.floor(Date.now() / 1000) + seconds };
}
