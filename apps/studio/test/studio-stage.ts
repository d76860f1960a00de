import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { startScriptedEngine, type ScriptedEngine } from './scripted-engine.ts';

export interface Stage {
  engine: ScriptedEngine;
  /** Opens the studio in a browser that has never seen it. */
  open(options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong inside the pages: uncaught errors and refusals by the content policy. */
  faults: string[];
}

/** For a test file: the page built for this run, one browser, and a fresh scripted engine for each test. */
export function useStage(browserArgs: readonly string[] = []): Stage {
  const dist = inject('studioDist');
  let browser: Browser;
  const stage: Stage = {
    engine: undefined as unknown as ScriptedEngine,
    faults: [],
    open: async (options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 860 },
        serviceWorkers: 'block',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => stage.faults.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy|TrustedHTML|TrustedScript|Warning:|Minified React/.test(message.text()))
          stage.faults.push(message.text());
      });
      await page.goto(stage.engine.url);
      return page;
    },
  };
  beforeAll(async () => {
    browser = await openBrowser(browserArgs);
  }, 60_000);
  beforeEach(async () => {
    stage.faults.length = 0;
    stage.engine = await startScriptedEngine(dist);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await stage.engine.stop();
  });
  afterAll(() => browser.close());
  return stage;
}

/** Brings out everything the form can ask. */
export async function chooseCustom(page: Page): Promise<void> {
  await page.getByText('Custom', { exact: true }).click();
}

export const promptLabel = 'What shall we play?';

/** Where the studio says what it says by itself. */
export function messages(page: Page): Locator {
  return page.getByRole('region', { name: 'Messages' });
}

/** Presses a button that what it asks for may take away at any moment; the page also asks by itself. */
export async function pressIfThere(button: Locator): Promise<void> {
  if (await button.isVisible()) await button.click({ timeout: 1_000 }).catch(() => undefined);
}
