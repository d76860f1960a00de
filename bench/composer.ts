import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Row } from './table.ts';

const songSeconds = 120;
const variants = 2;

/** What `render-once.ts` prints. */
export interface RenderFigures {
  readonly wallSeconds: number;
  readonly idleMegabytes: number;
  readonly peakMegabytes: number;
}

/** Two 120 s variants of one brief, as a track has them, in a process of their own. */
export async function benchComposer(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const prompt of ['warm lo-fi piano for a rainy evening', 'driving techno', 'epic cinematic trailer']) {
    const { wallSeconds, idleMegabytes, peakMegabytes } = await render(prompt);
    const perWorker = (peakMegabytes - idleMegabytes) / variants;
    rows.push(
      {
        what: `${variants} × ${songSeconds} s, “${prompt}”`,
        value: `${wallSeconds.toFixed(1)} s`,
        beside: `${((variants * songSeconds) / wallSeconds).toFixed(1)} × real time (promised: 25 s)`,
      },
      {
        what: '  memory per worker at its peak',
        value: `${perWorker.toFixed(0)} MB`,
        beside: `over ${idleMegabytes.toFixed(0)} MB of the process (promised: 500 MB)`,
      },
    );
  }
  return rows;
}

async function render(prompt: string): Promise<RenderFigures> {
  const script = fileURLToPath(new URL('./render-once.ts', import.meta.url));
  const child = spawn(process.execPath, [script, prompt, String(songSeconds), String(variants)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`rendering “${prompt}” ended with ${code}`);
  return JSON.parse(output) as RenderFigures;
}
