import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the page as it is now into a directory of its own, so that no other run's `dist` is touched. */
export async function buildStudio(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'impresario-studio-'));
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  return outDir;
}
