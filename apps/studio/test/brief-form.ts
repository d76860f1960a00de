import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { localProvider } from './scripted-data.ts';
import { sunoProvider } from './scripted-providers.ts';
import { promptLabel, type Stage } from './studio-stage.ts';

/** The form of a stage with the composer and Suno, and what it sends. */
export function formOf(stage: Stage) {
  return {
    async openForm(options: BrowserContextOptions = {}): Promise<Page> {
      stage.engine.mode.providers = [localProvider, sunoProvider];
      stage.engine.mode.beatMs = 20;
      const page = await stage.open(options);
      await page.getByText('1,000 left, 999 after').waitFor();
      return page;
    },
    /** Orders by keyboard, and returns the body of the request. */
    async create(page: Page): Promise<Record<string, unknown> | undefined> {
      const before = stage.engine.orders.length;
      await page.getByLabel(promptLabel).focus();
      await page.keyboard.press('Control+Enter');
      await expect.poll(() => stage.engine.orders.length, { timeout: 10_000 }).toBe(before + 1);
      return stage.engine.orders.at(-1)?.body;
    },
  };
}
