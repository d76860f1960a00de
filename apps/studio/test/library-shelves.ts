import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Track } from '@impresario/protocol';
import { newTrack, newVersion } from './scripted-data.ts';
import type { Stage } from './studio-stage.ts';

/** Fills the library of a stage, and opens it. */
export function shelvesOf(stage: Stage) {
  return {
    /** The newest first, as the server lists them. */
    shelve(count: number, change: (index: number) => Partial<Track> = () => ({})): void {
      const made = Array.from({ length: count }, (_, index) =>
        newTrack({
          status: 'completed',
          title: `Étude ${index + 1}`,
          prompt: 'For the left hand',
          createdAt: new Date(Date.UTC(2026, 0, 1) - index * 60_000).toISOString(),
          versions: [newVersion(0, 12, 1), newVersion(1, 12, 2)],
          ...change(index),
        }),
      );
      stage.engine.tracks.push(...made);
    },
    async openLibrary(search = '', options: BrowserContextOptions = {}): Promise<Page> {
      const page = await stage.open(options);
      await page.goto(`${stage.engine.url}/library${search}`);
      return page;
    },
  };
}

export const items = (page: Page) => page.getByRole('list', { name: 'Your tracks' }).getByRole('listitem');
export const titles = (page: Page) => items(page).getByRole('link').allTextContents();
