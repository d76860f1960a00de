import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const source = readFileSync(new URL('../src/service-worker.js', import.meta.url), 'utf8');

/** Emits the service worker at the root, where its scope is the whole studio, with the names of what it shall keep. */
export function serviceWorker(): Plugin {
  return {
    name: 'studio:service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
        const kept = [...files.toSorted(), 'offline.html'].map((name) => `/${name}`);
        const version = createHash('sha256').update(kept.join('\n')).digest('hex').slice(0, 12);
        const worker = source
          .replace('__FILES__', () => JSON.stringify(kept))
          .replace('__VERSION__', () => JSON.stringify(`studio-${version}`));
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: worker });
      },
    },
  };
}
