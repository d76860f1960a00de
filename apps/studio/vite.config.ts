import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { parseMessages } from './build/parse-messages.ts';

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
  plugins: [react(), parseMessages(), earlyTheme()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    // The page's policy allows no script or font from a data: address, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ['chrome123', 'firefox128', 'safari17.5'],
    reportCompressedSize: false,
  },
});

/**
 * Puts the theme script before everything else in the head, as a file of its own with a hashed name: the page's
 * policy forbids inline scripts, and a module would run only after the first paint.
 */
function earlyTheme(): Plugin {
  const source = readFileSync(new URL('./src/early-theme.js', import.meta.url), 'utf8');
  let reference = '';
  return {
    name: 'studio:early-theme',
    apply: 'build',
    buildStart() {
      reference = this.emitFile({ type: 'asset', name: 'early-theme.js', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        const file = Object.keys(context.bundle ?? {}).find((name) => name.includes('early-theme'));
        if (!file || !reference) throw new Error('the early theme script was not emitted');
        return { html, tags: [{ tag: 'script', attrs: { src: `/${file}` }, injectTo: 'head-prepend' }] };
      },
    },
  };
}
