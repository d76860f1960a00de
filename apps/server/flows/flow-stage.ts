import path from 'node:path';
import { openBrowser } from '@impresario/studio/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openSunoHouse, type SunoHouse } from '../test/suno-house.ts';
import { pictureFolder } from './world.ts';

export interface Visit {
  readonly theme?: 'dark' | 'light';
  readonly lang?: 'en-US' | 'ru-RU';
  readonly isPhone?: boolean;
  /** Where to go once signed in. */
  readonly path?: string;
  /** A token that every request carries, as a proxy that knows who is signed in adds it; the owner's cookie without one. */
  readonly bearer?: string;
}

export interface FlowStage {
  readonly house: SunoHouse;
  /** A browser that has never been here, signed in by the address the server printed. Resolves once the page is drawn. */
  openPage(visit?: Visit): Promise<Page>;
  /** kill -9 on the server; its database goes on, as after a crash. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  comeBack(): Promise<void>;
  /** Uncaught errors in pages and refusals by the content policy; each test ends with a look at them. */
  readonly faults: string[];
}

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1440, height: 900 } };

/** For a file of flows: one real server with a simulated Suno and the local composer, and one real browser. */
export function useFlowStage(env: Record<string, string> = {}, songSeconds = 12): FlowStage {
  let house: SunoHouse;
  let browser: Browser;
  const faults: string[] = [];
  beforeAll(async () => {
    [house, browser] = await Promise.all([openSunoHouse(env, { songSeconds }), openBrowser()]);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const seen = faults.splice(0);
    expect(seen).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });
  return {
    get house() {
      return house;
    },
    faults,
    async openPage({ path: to = '/', bearer, ...visit } = {}) {
      const page = await (await browser.newContext(contextOf(visit))).newPage();
      // After a kill -9 work waits for the lease of the dead process to run out.
      page.setDefaultTimeout(30_000);
      listenForFaults(page, faults);
      if (bearer === undefined) await page.goto(`${house.server.url}/?token=${house.server.token}`);
      else await carry(page, bearer);
      if (to !== '/' || bearer !== undefined) await page.goto(house.server.url + to);
      await page.locator('main h1').waitFor();
      return page;
    },
    kill: () => house.kill(),
    comeBack: () => house.start({ PORT: new URL(house.server.url).port }),
  };
}

function contextOf({ theme = 'dark', lang = 'en-US', isPhone = false }: Visit): BrowserContextOptions {
  return { ...(isPhone ? phone : desktop), locale: lang, colorScheme: theme, reducedMotion: 'reduce' };
}

/** From now on the page's requests carry another token. */
export async function carry(page: Page, bearer: string): Promise<void> {
  await page.context().setExtraHTTPHeaders({ authorization: `Bearer ${bearer}` });
}

function listenForFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript|Minified React/.test(message.text()))
      faults.push(message.text());
  });
}

/** A picture of the window as it is, into the folder that `FLOW_PICTURES` names; without that, nothing. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (pictureFolder === null) return;
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(pictureFolder, `${name}.png`) });
}
