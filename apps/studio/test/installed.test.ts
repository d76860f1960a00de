import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations } from './axe-violations.ts';
import { newTrack, newVersion } from './scripted-data.ts';
import { messages, promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();

describe('the studio on a device', () => {
  it('can be installed: its manifest names icons that are there, one of them maskable', async () => {
    const page = await stage.open();
    const address = await page.locator('link[rel=manifest]').getAttribute('href');
    const manifest = (await (await fetch(stage.engine.url + address)).json()) as {
      icons: { src: string; sizes: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({ name: 'Impresario', start_url: '/', display: 'standalone' });
    expect(manifest.icons.map(({ purpose }) => purpose)).toContain('maskable');
    for (const { src, sizes } of manifest.icons) {
      const icon = await fetch(stage.engine.url + src);
      expect(icon.headers.get('content-type')).toBe('image/png');
      // The width stands in a PNG's ninth to twelfth byte after its signature.
      const bytes = Buffer.from(await icon.arrayBuffer());
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
    }
  });

  it('keeps its own files and nothing else, and shows a page of its own while nobody answers', async () => {
    const page = await stage.open({ serviceWorkers: 'allow', colorScheme: 'dark' });
    await page.getByText('1,000 left').waitFor();
    await workerTakesOver(page);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept.filter((path) => !path.startsWith('/assets/'))).toEqual(['/offline.html']);

    await stage.engine.goAway();
    await page.getByText('The engine is not answering.').waitFor();
    await page.getByRole('link', { name: 'Credits' }).click();
    await page.getByRole('heading', { level: 1, name: 'Credits' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'The house is dark.' }).waitFor();
    expect(await page.getByText('В зале темно.').isVisible()).toBe(false);
    expect(await axeViolations(page)).toEqual([]);
    await stage.engine.comeBack();
    await page.getByRole('heading', { level: 1, name: 'Credits' }).waitFor();
    expect(stage.faults).toEqual([]);
  });
});

describe('while the server is gone', () => {
  it('says after two minutes how long it has been and what became of things, and needs no load to go on', async () => {
    const page = await stage.open();
    await page.getByLabel(promptLabel).fill('Kept over the outage');
    await page.clock.install();
    await stage.engine.goAway();
    await page.getByText('The engine is not answering.').waitFor();
    await page.clock.runFor(125_000);
    await page.getByText('No answer from the engine for 2 minutes.').waitFor();
    await page.getByText('What you typed is kept').waitFor();
    await stage.engine.comeBack();
    const isGone = async () => {
      await page.clock.runFor(1_000);
      return page.getByText('No answer from the engine').isVisible();
    };
    await expect.poll(isGone, { timeout: 15_000 }).toBe(false);
    expect(await page.getByLabel(promptLabel).inputValue()).toBe('Kept over the outage');
  });

  it('says when it came back with another version of the studio, and loads that when asked', async () => {
    const page = await stage.open();
    await page.getByText('1,000 left').waitFor();
    await stage.engine.goAway();
    await page.getByText('The engine is not answering.').waitFor();
    await page.route(`${stage.engine.url}/`, (route) =>
      route.request().resourceType() === 'fetch'
        ? route.fulfill({ contentType: 'text/html', body: '<div id="root"></div>' })
        : route.continue(),
    );
    await stage.engine.comeBack();
    await page.getByRole('listitem').getByText('The studio was updated.').waitFor();
    await page.unrouteAll();
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('button', { name: /^Load the new version/ }).click(),
    ]);
    await page.getByText('1,000 left').waitFor();
  });
});

/** The worker has its files and answers for this page. */
async function workerTakesOver(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

it('says that the browser holds the sound back, and plays on a press', async () => {
  stage.engine.tracks.push(
    newTrack({ status: 'completed', title: 'Held back', prompt: 'x', versions: [newVersion(0, 12, 1)] }),
  );
  const page = await stage.open();
  await page.evaluate(() => {
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = () => {
      HTMLMediaElement.prototype.play = play;
      return Promise.reject(new DOMException('not yet', 'NotAllowedError'));
    };
  });
  await page.getByRole('button', { name: 'Play version 1' }).click();
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByText('Press play: the browser waits for you').waitFor();
  await player.getByRole('button', { name: 'Play', exact: true }).click();
  await player.getByRole('button', { name: 'Pause' }).waitFor();
});

it('says once that the browser keeps nothing, and works all the same', async () => {
  const page = await stage.open();
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.reload();
  await page.getByLabel(promptLabel).fill('A hymn for a full disk');
  const toast = messages(page).getByText('This browser keeps nothing for the studio.');
  await toast.waitFor();
  await messages(page)
    .getByRole('button', { name: /^Put away/ })
    .click();
  await page.keyboard.press('Control+Enter');
  await page.getByLabel(promptLabel).fill('Another one');
  await page.getByRole('article').waitFor();
  expect(await toast.count()).toBe(0);
  expect(stage.faults).toEqual([]);
});
