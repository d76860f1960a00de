import { axeViolations } from '@impresario/studio/testing';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Track } from '@impresario/protocol';
import { takePicture, useFlowStage } from './flow-stage.ts';
import { makeTrack } from './make-track.ts';

const stage = useFlowStage();
let song: Track;

beforeAll(async () => {
  const body = { prompt: 'A slow waltz for two accordions by the harbour', lyrics: '[Verse]\nStay a while' };
  song = await makeTrack(stage.house.server, body);
});

/** Every page of the studio, by the name its pictures have. */
const pages: Readonly<Record<string, () => string>> = {
  create: () => '/',
  library: () => '/library',
  track: () => `/tracks/${song.id}`,
  credits: () => '/credits',
  settings: () => '/settings',
  admin: () => '/admin',
  'admin-users': () => '/admin/users',
  'admin-user': () => '/admin/users/local-owner',
  'admin-audit': () => '/admin/audit',
  nothing: () => '/nothing',
};

describe.each(Object.entries(pages))('the page %s', (name, address) => {
  it('has no axe violation in either theme, and one heading', async () => {
    const page = await stage.openPage({ path: address() });
    await settled(page);
    await takePicture(page, `${name}-desktop-dark`);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await takePicture(page, `${name}-desktop-light`);
  });

  it('fits a phone, in Russian too, with nothing to scroll sideways', async () => {
    for (const lang of ['en-US', 'ru-RU'] as const) {
      const page = await stage.openPage({ path: address(), isPhone: true, lang, theme: 'light' });
      await settled(page);
      await takePicture(page, `${name}-phone-${lang.slice(0, 2)}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      await page.context().close();
    }
  });
});

/** What was asked of the server has been answered. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}
