import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const runner = path.join(import.meta.dirname, '../../../tools/run.js');

/** Runs one of our scripts in a process of its own with one argument; each line it prints is handed over as JSON. */
export async function runProcess(
  script: string,
  argument: unknown,
  onLine: (value: unknown) => void,
): Promise<void> {
  const file = path.join(import.meta.dirname, script);
  const child = spawn(process.execPath, [runner, file, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const closed = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) onLine(JSON.parse(line));
  const [code] = (await closed) as [number | null];
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${complaint}`);
}
