import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeDataDirectory, runServer, type ServerProcess } from '../../src/testing.ts';
import { guidePages } from './guide-pages.ts';
import { asUsersServer, playBlock, type Scene } from './play-block.ts';
import { arrive } from './stranger.ts';
import { typeFaults } from './type-faults.ts';

let server: ServerProcess;
let users: Promise<ServerProcess> | undefined;
const leaving: (() => Promise<unknown>)[] = [];

async function open(env: Record<string, string> = {}): Promise<ServerProcess & { dataDir: string }> {
  const place = await makeDataDirectory();
  leaving.unshift(place.remove);
  const running = await runServer(place.dataDir, env);
  leaving.unshift(running.end);
  return { ...running, dataDir: place.dataDir };
}

let dataDir: string;

beforeAll(async () => {
  const opened = await open();
  ({ dataDir } = opened);
  server = opened;
});

afterAll(async () => {
  for (const leave of leaving) await leave();
});

it('has programs that fit the types of the packages', async () => {
  expect(await typeFaults(guidePages)).toEqual([]);
});

describe.each(guidePages)('$name', ({ blocks }) => {
  let scene: Scene;

  beforeAll(async () => {
    const stranger = await arrive(dataDir);
    leaving.unshift(stranger.remove);
    scene = {
      stranger,
      server,
      users: () => (users ??= open(asUsersServer)),
      openApi: async () => JSON.parse((await ask(server, 'GET', '/openapi.json')).text) as object,
      printed: '',
    };
  });

  it.each(
    blocks.map((block) => ({ block, line: block.line, language: block.language, file: block.file ?? '' })),
  )('line $line: $language $file', ({ block }) => playBlock(block, scene));
});
