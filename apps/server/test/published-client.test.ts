import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { createClient, isTerminal, type ImpresarioError, type Track } from '@impresario/client';
import { openBrowser } from '@impresario/studio/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeDataDirectory, runServer, type ServerProcess } from '../src/testing.ts';
import { installClient, run, type Installed } from './published-client/pack-client.ts';
import { openStage, type Stage } from './published-client/stage.ts';

const bundleBytesMax = 12_000;
const typeRoots = [fileURLToPath(new URL('../../../node_modules/@types', import.meta.url))];

let place: Awaited<ReturnType<typeof makeDataDirectory>>;
let client: Installed;
let stage: Stage;
let server: ServerProcess;

beforeAll(async () => {
  place = await makeDataDirectory();
  stage = await openStage();
  const starting = runServer(place.dataDir, { PUBLIC_URL: stage.url });
  [client, server] = await Promise.all([installClient(), starting]);
  stage.clientFolder = client.built;
  stage.target = server.url;
});
afterAll(async () => {
  await server?.end();
  await stage?.close();
  await client?.remove();
  await place?.remove();
});

describe('the published client', () => {
  it(`is one file of less than ${bundleBytesMax} bytes, gzipped, with all it needs`, async () => {
    const bundle = await readFile(path.join(client.built, 'browser.js'));
    const bytes = gzipSync(bundle, { level: 9 }).byteLength;
    expect(bytes, `${bytes} bytes, minified and gzipped`).toBeLessThan(bundleBytesMax);
    expect(bundle.toString()).not.toMatch(/^import|from"|\bzod\b/m);
  });

  it('brings code, types, its licence and how to use it, and nothing else', async () => {
    const besides = client.files.filter((file) => !/^types\/.*\.d\.ts$/.test(file));
    expect(besides.sort()).toEqual(['LICENSE', 'README.md', 'browser.js', 'index.js', 'package.json']);
    const file = JSON.parse(await readFile(path.join(client.built, 'package.json'), 'utf8')) as object;
    expect(file).toMatchObject({ name: '@impresario/client', type: 'module', dependencies: {} });
    expect(file).not.toHaveProperty('private');
  });

  it.each([
    { module: 'nodenext', lib: ['es2022', 'dom'], exactOptionalPropertyTypes: true },
    // A program of Node has no names of a browser, and a bundler looks packages up in its own way.
    { module: 'esnext', moduleResolution: 'bundler', lib: ['es2023'], types: ['node'], typeRoots },
  ])('has types that need nothing else, as with %o', async (options) => {
    const use = `import { createClient, type Track, type TrackChange } from '@impresario/client';
const client = createClient({ baseUrl: '', token: undefined as string | undefined, log: console });
client.realtime.subscribeToTrack('a', ({ old, new: now }: TrackChange) => {
  const before: number | undefined = old?.revision;
  const name: string | null = now.title;
  // @ts-expect-error: no such field
  now.colour;
  void [before, name];
});
const signal = undefined as AbortSignal | undefined;
const one: Promise<Track> = client.generation.generate({ prompt: 'a', provider: 'local' }, { signal });
// @ts-expect-error: a prompt is needed
void client.generation.generate({});
void one.then(({ versions }) => versions[0]?.audio?.url.length);
`;
    await writeFile(path.join(client.folder, 'use.ts'), use);
    const compilerOptions = { noEmit: true, strict: true, types: [], ...options };
    await writeFile(
      path.join(client.folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['use.ts'] }),
    );
    const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
    const checked = await run(process.execPath, [tsc, '-p', '.'], { cwd: client.folder }).catch(
      (error: { stdout: string }) => error,
    );
    expect(checked.stdout).toBe('');
  });

  it('says of the fields of its types what the interface says of them', async () => {
    const types = await readFile(path.join(client.built, 'types/protocol.d.ts'), 'utf8');
    expect(types).toMatch(/\/\*\* What is being done now, in words a person reads. \*\/\s+stage: string/);
    expect(types).toMatch(/\/\*\* Signed, and gone after some hours: .*\*\/\s+url: string/);
  });
});

describe('[RT-2] one connection, as the server counts them', () => {
  /** The server's figures are read once a second. */
  const counted = { timeout: 5_000 };

  async function openCount(): Promise<number> {
    const { text } = await ask(server, 'GET', '/metrics');
    return Number(/^impresario_realtime_connections\{transport="sse"\} (\d+)$/m.exec(text)?.[1]);
  }
  const order = async (): Promise<string> => {
    const body = { prompt: 'a bell', provider: 'local', durationSeconds: 5, variants: 1 };
    return (JSON.parse((await ask(server, 'POST', '/v1/tracks', body)).text) as Track).id;
  };

  it('serves fifty listeners to one track and one to fifty tracks', async () => {
    const { realtime } = createClient({ baseUrl: server.url, token: server.token });
    const id = await order();
    const ends = new Set<string>();
    for (let index = 0; index < 50; index++) {
      realtime.subscribeToTrack(
        id,
        ({ new: { status } }) => isTerminal(status) && ends.add(`${index} ${status}`),
      );
    }
    realtime.subscribeToTracks(() => {});
    const nowhere: string[] = [];
    for (let index = 0; index < 49; index++) {
      const onError = ({ code }: ImpresarioError) => nowhere.push(code);
      realtime.subscribeToTrack(randomUUID(), () => {}, { onError });
    }
    await expect.poll(openCount, counted).toBe(1);
    await expect.poll(() => ends.size, { timeout: 20_000 }).toBe(50);
    expect(await openCount()).toBe(1);
    // The ids that are nobody's were said to be so, once each, and are listened to no more.
    expect(nowhere).toEqual(Array(49).fill('not_found'));
    expect(realtime.getActiveCount()).toBe(2);
    realtime.close();
    await expect.poll(openCount, counted).toBe(0);
  });

  it('[RT-1] tells a deletion to whoever else shows the track', async () => {
    const [here, elsewhere] = [0, 1].map(() => createClient({ baseUrl: server.url, token: server.token }));
    const deleted: string[] = [];
    elsewhere!.realtime.subscribeToTracks(() => {}, { onDelete: (trackId) => deleted.push(trackId) });
    const states: string[] = [];
    elsewhere!.realtime.onConnection((state) => states.push(state));
    await expect.poll(() => states.at(-1)).toBe('live');
    const id = await order();
    await here!.waitFor(id);
    await here!.tracks.remove(id);
    await expect.poll(() => deleted, counted).toEqual([id]);
    elsewhere!.realtime.close();
  });

  it('serves all pages of a browser, and goes from one that is closed to the next', async () => {
    const browser = await openBrowser();
    try {
      const context = await browser.newContext();
      const pages = await Promise.all([context.newPage(), context.newPage(), context.newPage()]);
      const open = `(async () => {
        const { createClient } = await import('@impresario/client');
        globalThis.heard = [];
        const { realtime } = createClient({ baseUrl: '', token: ${JSON.stringify(server.token)} });
        realtime.onConnection((state) => (globalThis.state = state));
        realtime.subscribeToTracks(({ new: { id, revision } }) => globalThis.heard.push(id + ' ' + revision));
      })()`;
      for (const page of pages) {
        await page.goto(`${stage.url}/stage/page`);
        await page.evaluate(open);
        await expect.poll(() => page.evaluate('state')).toBe('live');
      }
      await expect.poll(openCount, counted).toBe(1);
      expect(stage.streams.size).toBe(1);
      const [first, ...others] = pages;
      await first?.close();
      await expect.poll(() => stage.asked.at(-1)).toMatch(/./);
      const id = await order();
      for (const page of others) {
        await expect.poll(() => page.evaluate('heard.join()'), { timeout: 20_000 }).toContain(`${id} 2`);
      }
      expect(stage.streams.size).toBe(1);
    } finally {
      await browser.close();
    }
    await expect.poll(openCount, counted).toBe(0);
  });
});

describe('the published client plays one scenario: order, live, cut, resume, upload', () => {
  const config = (seed: number) => ({ baseUrl: stage.url, token: server.token, seed });

  function expectPlayed(report: unknown): void {
    const { heard, states, revision, audioBytes, ...seen } = report as {
      heard: string[][];
      states: string[];
      revision: number;
      audioBytes: number;
    };
    expect(seen).toEqual({
      isOneTrack: true,
      status: 'completed',
      uploadBytes: audioBytes,
      shares: [true, 1],
      refusal: [true, 'not_found'],
      activeCount: 1,
      title: '&lt;b&gt;',
    });
    const [first = [], second] = heard;
    expect(second).toEqual(first);
    // Nothing is missing between the first revision that was seen and the last, whatever was cut in between.
    const from = Number(first[0]?.split(' ')[1]);
    const all = Array.from({ length: revision - from + 1 }, (_, index) => `UPDATE ${from + index}`);
    expect(first).toEqual([`INSERT ${from}`, ...all.slice(1)]);
    expect(states).toEqual(['closed', 'connecting', 'live', 'connecting', 'live', 'closed']);
  }

  async function playIn(command: string, ...before: string[]): Promise<unknown> {
    const args = [...before, 'runner.js', JSON.stringify(config(before.length))];
    const { stdout } = await run(command, args, { cwd: client.folder, timeout: 60_000 });
    return JSON.parse(stdout);
  }

  /** A program that `npm test` finds or brings. */
  function program(variable: string, name: string): string {
    const found = process.env[variable] ?? onPath(name);
    if (found === undefined)
      throw new Error(`No ${name}: set ${variable}, or use \`npm test\`, which brings it.`);
    return found;
  }

  it('in the Node of this machine', async () => {
    expectPlayed(await playIn(onPath('node') ?? process.execPath));
  });

  it('in Deno', async () => {
    const flags = ['--no-prompt', '--allow-net', '--allow-read', '--node-modules-dir=manual'];
    expectPlayed(await playIn(program('DENO_PATH', 'deno'), 'run', ...flags));
  });

  it('in Bun', async () => {
    expectPlayed(await playIn(program('BUN_PATH', 'bun'), 'run'));
  });

  it('in Chromium, on a page that a real server delivers', async () => {
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(`${stage.url}/stage/page`);
      const play = `(async () => {
        const { play } = await import('/stage/scenario.js');
        return play(await import('@impresario/client'), ${JSON.stringify(config(7))});
      })()`;
      const report = await page.evaluate(play);
      expectPlayed(report);
    } finally {
      await browser.close();
    }
  });
});

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}
