import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '@impresario/engine';

const studioRoot = fileURLToPath(new URL('../../studio', import.meta.url));
const clientRoot = fileURLToPath(new URL('../../../packages/client/src', import.meta.url));
const built = path.join(studioRoot, 'dist');

/** The built studio's directory; builds it first where a checkout's sources are newer than the last build. */
export async function prepareStudio(log: Log): Promise<{ directory: string }> {
  if (isStale()) {
    log.info({}, 'building the studio');
    const { build } = await import('vite');
    await build({ root: studioRoot, configFile: path.join(studioRoot, 'vite.config.ts'), logLevel: 'warn' });
  }
  return { directory: built };
}

function isStale(): boolean {
  const page = path.join(built, 'index.html');
  if (!existsSync(page)) return true;
  const builtAt = statSync(page).mtimeMs;
  return [
    path.join(studioRoot, 'src'),
    path.join(studioRoot, 'build'),
    clientRoot,
    path.join(studioRoot, 'public'),
    path.join(studioRoot, 'index.html'),
    path.join(studioRoot, 'offline.html'),
    path.join(studioRoot, 'vite.config.ts'),
  ].some((source) => newestChange(source) > builtAt);
}

function newestChange(source: string): number {
  const own = statSync(source);
  if (!own.isDirectory()) return own.mtimeMs;
  return Math.max(0, ...readdirSync(source).map((name) => newestChange(path.join(source, name))));
}
