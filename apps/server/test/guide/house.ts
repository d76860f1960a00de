import type { CodeBlock } from '@impresario/guide';
import { startSimulator } from '@impresario/simulators';
import { openBrowser } from '@impresario/studio/testing';
import type { Browser } from 'playwright-core';
import {
  ask,
  makeDataDirectory,
  runServer,
  signToken,
  userClaims,
  type ServerProcess,
} from '../../src/testing.ts';
import { openComponentStage } from './component-stage.ts';
import type { DocumentPage } from './document-pages.ts';
import { asUsersServer, type Scene } from './play-block.ts';
import { arrive } from './stranger.ts';

/** Servers, a browser, and a place of each page's reader; all of it real. */
export interface House {
  readonly server: ServerProcess;
  readonly browser: Browser;
  /** The scene of a page, made at the first call for it. */
  sceneOf(page: DocumentPage): Promise<Scene>;
  close(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const leaving: (() => Promise<unknown>)[] = [];
  const stage = await openComponentStage();
  leaving.unshift(stage.close);

  async function open(env: Record<string, string>): Promise<ServerProcess & { dataDir: string }> {
    const { dataDir, remove } = await makeDataDirectory();
    leaving.unshift(remove);
    const running = await runServer(dataDir, { ALLOWED_ORIGINS: stage.origin, ...env });
    leaving.unshift(running.end);
    return { ...running, dataDir };
  }

  const simulator = await startSimulator('suno', { speed: 'instant', songSeconds: 5 });
  leaving.unshift(() => simulator.close());
  const suno = { SUNO_API_URL: simulator.url, SUNO_API_KEY: 'x', DEFAULT_PROVIDER: 'local' };
  const [server, browser] = await Promise.all([open(suno), openBrowser()]);
  leaving.unshift(() => browser.close());
  let users: Promise<ServerProcess> | undefined;
  const openUsers = () => (users ??= open(asUsersServer));
  const scenes = new Map<DocumentPage, Promise<Scene>>();

  async function openScene({ name, blocks }: DocumentPage): Promise<Scene> {
    const stranger = await arrive(server.dataDir);
    leaving.unshift(stranger.remove);
    // A user for each page, so that what is newest is the page's, and its limits are.
    const token = signToken(asUsersServer.JWT_SECRET, userClaims(`reader of ${name}`));
    const components = blocks.filter(({ language }) => language === 'tsx');
    let put: Promise<void> | undefined;
    return {
      stranger,
      server,
      users: openUsers,
      simulatorUrl: simulator.url,
      token,
      openApi: async () => JSON.parse((await ask(server, 'GET', '/openapi.json')).text) as object,
      async look(component: CodeBlock) {
        await (put ??= stage.put(name, components, (await openUsers()).url));
        await stage.look(name, component, browser, token);
      },
      printed: '',
    };
  }

  return {
    server,
    browser,
    sceneOf(page) {
      const scene = scenes.get(page) ?? openScene(page);
      scenes.set(page, scene);
      return scene;
    },
    async close() {
      for (const leave of leaving) await leave();
    },
  };
}
