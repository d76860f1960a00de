import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CodeBlock } from '@impresario/guide';
import { expect } from 'vitest';
import type { ServerProcess } from '../../src/testing.ts';
import { checkJson } from './check-json.ts';
import { expectOutput } from './expect-output.ts';
import type { Stranger } from './stranger.ts';

/** Who follows a page, and the server they have. */
export interface Scene {
  readonly stranger: Stranger;
  readonly server: ServerProcess;
  /** A server with users of somebody else, for blocks that say `server=users`. */
  users(): Promise<ServerProcess>;
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

/** Runs one block as the reader would. Throws when it fails, or prints something else than the page says. */
export async function playBlock(block: CodeBlock, scene: Scene): Promise<void> {
  const isForUsers = block.words['server'] === 'users';
  const server = isForUsers ? await scene.users() : scene.server;
  const env = isForUsers ? asUsersServer : {};
  const text = block.text.replace(shown, new URL(server.url).host);
  switch (block.language) {
    case 'sh':
      scene.printed =
        'starts' in block.words ? await playStart(text, scene) : await playShell(text, scene, env);
      return;
    case 'ts':
      scene.printed = await playProgram(block, text, scene, env);
      return;
    case 'tsx':
      return scene.look(block);
    case 'json':
      return checkJson(block, await scene.openApi());
    case 'text':
      return expectOutput(scene.printed, text);
    default:
      throw new Error(`Nobody knows how to run \`\`\`${block.language}.`);
  }
}

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
