// `node tools/run.js script.ts …` runs a TypeScript file with the pinned Node, on any Node from 18 on.
import path from 'node:path';
import { runTypeScript } from '../apps/cli/bin/pinned-node.js';

const [script, ...args] = process.argv.slice(2);
if (!script) {
  process.stderr.write('Usage: node tools/run.js SCRIPT.ts [arguments]\n');
  process.exitCode = 2;
} else {
  await runTypeScript(path.resolve(script), args);
}
