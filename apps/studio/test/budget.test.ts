import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newTrack, newVersion } from './scripted-data.ts';
import { promptLabel, useStage } from './studio-stage.ts';

const stage = useStage();
const scriptBytesMax = 200_000;

/** The built files that a page asks for until it has nothing more to ask for, in turn, as often as it asks. */
async function filesOf(path: string, locale: string): Promise<string[]> {
  const page = await stage.open({ locale });
  await page.goto('about:blank');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // What is fetched ahead for other pages comes when this one stands.
    if (pathname.startsWith('/assets/') && request.resourceType() !== 'fetch') asked.push(pathname);
  });
  await page.goto(stage.engine.url + path);
  await settled(page);
  return asked;
}

async function gzippedBytes(path: string): Promise<number> {
  const reply = await fetch(stage.engine.url + path);
  return gzipSync(Buffer.from(await reply.arrayBuffer()), { level: 9 }).length;
}

describe('the first load', () => {
  it(`takes at most ${scriptBytesMax / 1000} kB of gzipped script, and one language`, async () => {
    for (const locale of ['en-US', 'ru-RU']) {
      const files = await filesOf('/', locale);
      const scripts = files.filter((path) => path.endsWith('.js'));
      const bytes = await Promise.all(scripts.map(gzippedBytes));
      const told = scripts.map((path, index) => `${path} ${bytes[index]}`).join('\n');
      expect(
        bytes.reduce((sum, each) => sum + each, 0),
        told,
      ).toBeLessThan(scriptBytesMax);
      const languages = scripts.flatMap((path) => /\/assets\/(en|ru)-/.exec(path)?.[1] ?? []);
      expect(languages).toEqual([locale.slice(0, 2)]);
      // A file that was asked for twice was asked for early in another way than it was used.
      expect(files.toSorted()).toEqual([...new Set(files)].toSorted());
    }
  });

  it('knows all its files before any of its own script has run, and paints before any word of the server’s', async () => {
    const wanted = new Set(await filesOf('/', 'en-US'));
    const page = await stage.open();
    await page.goto('about:blank');
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).pathname));
    const entries = /\/assets\/(index|libraries|shared)-[^/]*\.js$/;
    await page.route(entries, () => new Promise(() => undefined));
    await page.goto(stage.engine.url, { waitUntil: 'commit' });
    const missing = () => [...wanted].filter((path) => !asked.has(path) && !/\.(svg|woff2)$/.test(path));
    await expect.poll(missing).toEqual([]);

    await page.unrouteAll();
    await page.route('**/v1/**', () => new Promise(() => undefined));
    await page.goto(stage.engine.url, { waitUntil: 'commit' });
    await page.getByRole('heading', { level: 1, name: promptLabel }).waitFor();
    expect(await hasLargestPaint(page)).toBe(true);
  });
});

it('shifts nothing while a page loads and while a track is finished, on a desktop and on a phone', async () => {
  const versions = [newVersion(0, 12, 1), newVersion(1, 12, 2)];
  stage.engine.tracks.push(newTrack({ status: 'completed', title: 'Before', prompt: 'Before', versions }));
  stage.engine.mode.isAdmin = true;
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const page = await stage.open({ viewport });
    await page.addInitScript(watchShifts);
    for (const path of ['/library', '/credits', '/settings', '/admin', '/']) {
      await page.goto(stage.engine.url + path);
      await settled(page);
      expect(await shiftsOf(page), path).toEqual([]);
    }
    stage.engine.mode.beatMs = 200;
    await page.getByLabel(promptLabel).fill('A sarabande for viola da gamba, slow, in an empty church');
    await page.keyboard.press('Control+Enter');
    await page.getByText('is ready to play.').first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Play version 2' }).first().waitFor();
    expect(await shiftsOf(page)).toEqual([]);
  }
});

interface Shift {
  readonly value: number;
  readonly what: readonly string[];
}

/** Runs in the page: writes down whatever moves by itself. */
function watchShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null }[];
    })[]) {
      if (entry.hadRecentInput) continue;
      const what = entry.sources.map(({ node }) => (node as Element | null)?.outerHTML?.slice(0, 120) ?? '');
      shifts.push({ value: entry.value, what });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

function shiftsOf(page: Page): Promise<Shift[]> {
  return page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
}

/** Whether the browser has counted a largest paint already. */
function hasLargestPaint(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().length > 0)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        });
      }),
  );
}

/** The page has its heading, and what it asked of the server. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('banner').locator('strong').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}
