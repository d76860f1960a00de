import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// `npx vite packages/react/example` beside a running `npm start`: asked for the owner of this folder's data.
const ownerToken = 'data/owner-token';
const authorization = existsSync(ownerToken) ? `Bearer ${readFileSync(ownerToken, 'utf8').trim()}` : '';
const target = 'http://127.0.0.1:8787';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  server: { proxy: { '/v1': { target, headers: { authorization } }, '/files': target } },
});
