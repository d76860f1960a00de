#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runTypeScript } from './pinned-node.js';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
await runTypeScript(main, process.argv.slice(2), { watched: true });
