import type { CodeBlock } from '@impresario/guide';
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
import type { GuidePage } from './guide-pages.ts';
import { asUsersServer, type Scene } from './play-block.ts';
import { arrive } from './stranger.ts';

/** Servers, a browser, and a place of each page's reader; all of it real. */
export interface House {
  readonly server: ServerProcess;
  readonly browser: Browser;
  /** The scene of a page, made at the first call for it. */
  sceneOf(page: GuidePage): Promise<Scene>;
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

  const [server, browser] = await Promise.all([open({}), openBrowser()]);
  leaving.unshift(() => browser.close());
  let users: Promise<ServerProcess> | undefined;
  const openUsers = () => (users ??= open(asUsersServer));
  const scenes = new Map<GuidePage, Promise<Scene>>();
  const token = signToken(asUsersServer.JWT_SECRET, userClaims('reader'));

  async function openScene({ blocks }: GuidePage): Promise<Scene> {
    const stranger = await arrive(server.dataDir);
    leaving.unshift(stranger.remove);
    const components = blocks.filter(({ language }) => language === 'tsx');
    let put: Promise<void> | undefined;
    return {
      stranger,
      server,
      users: openUsers,
      openApi: async () => JSON.parse((await ask(server, 'GET', '/openapi.json')).text) as object,
      async look(component: CodeBlock) {
        // A user of its own, so that what is newest is the page's.
        await (put ??= stage.put(components, (await openUsers()).url));
        await stage.look(component, browser, token);
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
