import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressFiles } from './build/compress-files.ts';
import { earlyScript } from './build/early-script.ts';
import { parseMessages } from './build/parse-messages.ts';
import { serviceWorker } from './build/service-worker.ts';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const root = fileURLToPath(new URL('.', import.meta.url));

// A test runner's NODE_ENV would otherwise put React's development version, twice the size, into the page.
process.env['NODE_ENV'] = 'production';

export default defineConfig({
  root,
  base: '/',
  configFile: false,
  // The server puts a fresh one into every reply (packages/http/src/studio/studio-policy.ts).
  html: { cspNonce: '__NONCE__' },
  define: { 'import.meta.env.VITE_STUDIO_VERSION': JSON.stringify(version) },
  plugins: [react(), parseMessages(), earlyScript(), serviceWorker(), compressFiles()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The page's policy allows no script or font from a data: address, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: ['index.html', 'offline.html'].map((page) => path.join(root, page)),
      output: {
        // Else every little module that two pages share would be a file and a request of its own.
        codeSplitting: {
          groups: [
            {
              name: 'libraries',
              test: /\/node_modules\/(react|react-dom|scheduler|@tanstack|intl-messageformat)\//,
            },
            { name: 'shared', test: /\/(apps\/studio|packages\/\w+)\/src\//, minShareCount: 2 },
          ],
        },
      },
    },
    target: ['chrome123', 'firefox128', 'safari17.5'],
    reportCompressedSize: false,
  },
});
