import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const bin = path.join(import.meta.dirname, '../../bin/impresario.js');

/** A running `impresario`, as a user's shell would start it. */
export function startImpresario(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], IMPRESARIO_TOKEN: 'test-token', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = once(child, 'close');
  return {
    child,
    /** Resolves once stderr holds `text`; rejects when the program ends without having said it. */
    async says(text: string): Promise<void> {
      let ended = false;
      void closed.then(() => (ended = true));
      while (!stderr.includes(text)) {
        if (ended) throw new Error(`Ended without saying “${text}”: ${stderr}`);
        await Promise.race([once(child.stderr, 'data'), closed]);
      }
    },
    async result() {
      const [code, signal] = (await closed) as [number | null, string | null];
      return { code, signal, stdout, stderr };
    },
  };
}

/** Runs `impresario` to its end. */
export function impresario(
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
) {
  return startImpresario(args, options).result();
}

/** An empty folder that is gone when the test ends. */
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'impresario-cli-'));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
