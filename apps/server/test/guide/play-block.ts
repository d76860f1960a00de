import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CodeBlock } from '@impresario/guide';
import { expect } from 'vitest';
import type { ServerProcess } from '../../src/testing.ts';
import { checkJson } from './check-json.ts';

import { expectOutput } from './expect-output.ts';
import { playFrames } from './play-frames.ts';
import { shellFaults } from './shell-faults.ts';
import type { Stranger } from './stranger.ts';

/** Who follows a page, and the server they have. */
export interface Scene {
  readonly stranger: Stranger;
  readonly server: ServerProcess;
  /** A server with users of somebody else, for blocks that say `server=users`. */
  users(): Promise<ServerProcess>;
  /** A simulated Suno, which the first server has. */
  readonly simulatorUrl: string;
  /** A user of the server with users. */
  readonly token: string;
  /** What the server says of itself at `/openapi.json`. */
  openApi(): Promise<object>;
  /** Looks at a component of the page in a browser. */
  look(component: CodeBlock): Promise<void>;
  /** What the last block printed. */
  printed: string;
}

/** What its operator has in the environment. */
export const asUsersServer = { JWT_SECRET: 'a secret that is known to the guide alone' };

const shown = /\b127\.0\.0\.1:8787\b/g;
const shownSimulator = /\b127\.0\.0\.1:9101\b/g;

/**
 * Runs one block as the reader would. Throws when it fails, or prints something else than the page says. Not run are `sh
 * checked` (its words are looked up), `ts part` (it is compiled), `text recorded` (of a run of minutes) and drawings, which
 * have no language.
 */
export async function playBlock(block: CodeBlock, scene: Scene): Promise<void> {
  const isForUsers = block.words['server'] === 'users';
  const server = isForUsers ? await scene.users() : scene.server;
  const env = isForUsers ? asUsersServer : {};
  const text = block.text
    .replace(shown, new URL(server.url).host)
    .replace(shownSimulator, new URL(scene.simulatorUrl).host);
  switch (block.language) {
    case '':
      return checkDrawing(text);
    case 'sh':
      if ('checked' in block.words) {
        expect(await shellFaults(block.text, scene.stranger)).toEqual([]);
        return;
      }
      scene.printed =
        'starts' in block.words ? await playStart(text, scene) : await playShell(strictly + text, scene, env);
      return;
    case 'ts':
      if ('part' in block.words) return;
      scene.printed = await playProgram(block, text, scene, env);
      return;
    case 'tsx':
      return scene.look(block);
    case 'json':
      return checkJson(block, await scene.openApi());
    case 'websocket':
      return playFrames(text, server, scene.token);
    case 'text':
      if ('recorded' in block.words) return;
      return expectOutput(scene.printed, text);
    default:
      throw new Error(`Nobody knows how to run \`\`\`${block.language}.`);
  }
}

/** Nothing that anybody would type stands where nothing is looked at. */
function checkDrawing(text: string): void {
  const typed = text.split('\n').filter((line) => /^(\$ |npm |npx |curl |export |[A-Z_]+=)/.test(line));
  expect(typed, 'Say ```sh before commands, or ```sh checked where they cannot run.').toEqual([]);
}

/** What a simulator refuses ends the block; what the server refuses may be what the page shows. */
const strictly =
  'curl() { case "$*" in */_simulator*) set -- --fail-with-body "$@";; esac; command curl -sS "$@"; }\n';

/** What a block exports, the next ones have. */
function inSession(script: string): string[] {
  return ['-eo', 'pipefail', '-c', `[ -f .session ] && . ./.session\n${script}\nexport -p > .session`];
}

async function playShell(script: string, { stranger }: Scene, env = {}): Promise<string> {
  const { code, output } = await stranger.run('bash', inSession(script), env);
  expect(code, output).toBe(0);
  return output;
}

/** A server starts for a folder that has none; in this one it finds the other, which shows that it would have started. */
async function playStart(script: string, { stranger, server }: Scene): Promise<string> {
  const { code, output } = await stranger.run('bash', inSession(script));
  expect(output).toContain(`runs already at ${server.url}`);
  expect(code).not.toBe(0);
  return output;
}

async function playProgram(
  { file, line }: CodeBlock,
  text: string,
  scene: Scene,
  env: object,
): Promise<string> {
  const name = file ?? `line-${line}.ts`;
  const place = path.join(scene.stranger.folder, name);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, text);
  return playShell(`node ${name}`, scene, env);
}
