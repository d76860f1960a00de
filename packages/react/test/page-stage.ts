import { rm } from 'node:fs/promises';
import { openBrowser } from '@impresario/studio/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { FarEnd } from '../src/testing/far-end.ts';
import { buildPage } from './build-page.ts';

export interface PageStage {
  farEnd: FarEnd;
  /** A browser that has never been here. */
  context: BrowserContext;
  /** Opens the page in a tab of its own. */
  open(search?: string): Promise<Page>;
}

/**
 * For a file of tests: the page built once, one Chromium, and a fresh far end and browser context for each test.
 * `findPage` tells the folder the page is in.
 */
export function usePageStage(findPage: () => Promise<string>): PageStage {
  let dist = '';
  let browser: Browser;
  const faults: string[] = [];
  const stage: PageStage = {
    farEnd: undefined as unknown as FarEnd,
    context: undefined as unknown as BrowserContext,
    open: async (search = '') => {
      const page = await stage.context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('Failed to load'))
          faults.push(message.text());
      });
      await page.goto(stage.farEnd.url + search);
      return page;
    },
  };
  beforeAll(async () => {
    [dist, browser] = await Promise.all([findPage().then(buildPage), openBrowser()]);
  });
  beforeEach(async () => {
    stage.farEnd = await new FarEnd(dist).open();
    stage.context = await browser.newContext();
  });
  afterEach(async () => {
    await stage.context.close();
    await stage.farEnd.close();
    expect(faults.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(dist, { recursive: true, force: true });
  });
  return stage;
}
