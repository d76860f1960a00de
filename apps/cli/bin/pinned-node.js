// Plain JavaScript on purpose: this runs on whatever Node (18 or later) the machine has, and hands over to the
// Node 24 that npm installed beside us, which runs TypeScript as it is.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const majorNeeded = 24;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a TypeScript file with Node 24: in this process when it is new enough, else in the pinned one, whose
 * output, exit code and fatal signal become ours. `watched` gives the child a channel that closes when this
 * process dies, so that even `kill -9` here leaves no orphan behind.
 *
 * @param {string} script absolute path of the file
 * @param {string[]} args what the script sees as its arguments
 * @param {{ watched?: boolean }} [options]
 */
export async function runTypeScript(script, args, { watched = false } = {}) {
  const cache = compileCache(path.dirname(script));
  if (runsTypeScript()) {
    if (cache) nodeModule.enableCompileCache?.(cache);
    process.argv = [process.execPath, script, ...args];
    await import(pathToFileURL(script).href);
    return;
  }
  const node = findPinnedNode(path.dirname(script)) ?? findPinnedNode(process.cwd());
  if (!node) {
    process.stderr.write(missingNodeMessage());
    process.exitCode = 1;
    return;
  }
  await handOver(node, [script, ...args], { watched, cache });
}

/**
 * Where Node keeps what it compiled, so that the next start is quicker: below our own node_modules, because a
 * shared temporary folder could be written by others. null when there is none.
 *
 * @param {string} from
 * @returns {string | null}
 */
function compileCache(from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const modules = path.join(folder, 'node_modules');
    if (existsSync(modules)) return path.join(modules, '.cache', 'impresario');
    if (path.dirname(folder) === folder) return null;
  }
}

function runsTypeScript() {
  return Number.parseInt(process.versions.node, 10) >= majorNeeded && Boolean(process.features.typescript);
}

/**
 * The executable of the npm package `node`, looked for from `from` upwards; null when there is none.
 *
 * @param {string} from
 * @returns {string | null}
 */
function findPinnedNode(from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    for (const candidate of candidates(path.join(folder, 'node_modules'))) {
      if (existsSync(candidate)) return candidate;
    }
    if (path.dirname(folder) === folder) return null;
  }
}

// The package `node` links its platform package's executable to bin/node when its install script ran. Where only
// the platform package was installed (install scripts off, or installed by hand), that one does as well.
function candidates(modules) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const executable = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const names = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
  return [
    path.join(modules, 'node', executable),
    ...names.map((name) => path.join(modules, 'node', 'node_modules', name, executable)),
    ...names.map((name) => path.join(modules, name, executable)),
  ];
}

function missingNodeMessage() {
  return `Impresario runs on Node ${majorNeeded}. This is Node ${process.versions.node}, and the Node ${majorNeeded} that comes with \`npm ci\` is not there.

Either let npm fetch it (its install script may have been skipped):
    npm install-scripts approve node
    npm ci
or start with Node ${majorNeeded} or later, from https://nodejs.org
`;
}

function handOver(node, args, { watched, cache }) {
  return new Promise((resolve) => {
    const stdio = ['inherit', 'inherit', 'inherit', ...(watched ? ['ipc'] : [])];
    const env = cache ? { NODE_COMPILE_CACHE: cache, ...process.env } : process.env;
    const child = spawn(node, args, { stdio, env });
    // A Ctrl-C reaches the child from the terminal too; what it hears twice within a moment it takes for one.
    const forward = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    child.on('error', (error) => {
      process.stderr.write(`Could not start ${node}: ${error.message}\n${missingNodeMessage()}`);
      process.exitCode = 1;
      resolve();
    });
    child.on('exit', (code, signal) => {
      for (const each of signals) process.off(each, forward);
      process.exitCode = signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1);
      if (signal) process.kill(process.pid, signal);
      resolve();
    });
  });
}
