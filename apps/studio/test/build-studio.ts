import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory of the page, built for this run. */
    studioDist: string;
  }
}

/**
 * Vitest's global setup: builds the page as it is now, once for all files, into a directory of its own, so that no
 * other run's `dist` is touched. Returns the teardown.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'impresario-studio-'));
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));
  await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  project.provide('studioDist', outDir);
  return () => rm(outDir, { recursive: true, force: true });
}
