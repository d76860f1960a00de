import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** Builds a page of this package into a folder of its own. React is its development version, so that StrictMode acts. */
export async function buildPage(folder: 'example' | 'test/probe'): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'impresario-react-'));
  await build({
    root: fileURLToPath(new URL(`../${folder}/`, import.meta.url)),
    configFile: false,
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, minify: false, reportCompressedSize: false },
  });
  return outDir;
}
