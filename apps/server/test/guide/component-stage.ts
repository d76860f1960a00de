import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CodeBlock } from '@impresario/guide';
import type { Browser } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { expect } from 'vitest';
import { repository } from './stranger.ts';

/** An application of another origin than the server's, made of the components of one page. */
export interface ComponentStage {
  readonly origin: string;
  /** Builds all components of a page as one application, as its readers would. */
  put(page: string, components: readonly CodeBlock[], serverUrl: string): Promise<void>;
  /** Looks at one of them in a browser: it clicks `click`, and waits until the page shows `shows`. */
  look(page: string, component: CodeBlock, browser: Browser, token: string): Promise<void>;
  close(): Promise<void>;
}

/** A busy machine takes its time for a song. */
const patienceMs = 60_000;

/** Each component stands within the one of `app.tsx`, as the pages say, and under StrictMode in React's strict build. */
const entry = (files: readonly string[]) => `
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
const components = {
${files.map((file) => `  '${file}': () => import('./${file}'),`).join('\n')}
};
const exported = Object.values(await components[location.hash.slice(1)]());
const Component = exported.at(-1);
const shown = Component === App ? 'Rendered' : <Component />;
createRoot(document.getElementById('root')).render(<StrictMode><App>{shown}</App></StrictMode>);
`;

const page =
  '<!doctype html><title>Example</title><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="main.js"></script>';

export async function openComponentStage(): Promise<ComponentStage> {
  const files = new Map<string, string>();
  const web = createServer((request, reply) => {
    const name = (request.url ?? '/').slice(1).split('?')[0] ?? '';
    const script = files.get(name);
    const isPage = name.endsWith('/');
    if (script === undefined && !isPage) return reply.writeHead(404).end();
    reply.writeHead(200, { 'content-type': isPage ? 'text/html' : 'text/javascript' }).end(script ?? page);
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  return {
    origin,
    async put(name, components, serverUrl) {
      for (const { fileName, code } of await bundle(components, serverUrl)) {
        files.set(`${name}/${fileName}`, code);
      }
    },
    async look(name, { file, words }, browser, token) {
      const context = await browser.newContext();
      const tab = await context.newPage();
      tab.setDefaultTimeout(patienceMs);
      const faults: string[] = [];
      tab.on('pageerror', (error) => faults.push(error.message));
      tab.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await tab.addInitScript((given) => sessionStorage.setItem('token', given), token);
      await tab.goto(`${origin}/${name}/#${file}`);
      if (words['click']) await tab.getByRole('button', { name: words['click'] }).click();
      if (words['shows']) await tab.getByText(words['shows']).first().waitFor();
      await tab.locator('#root > *, #root:not(:empty)').first().waitFor({ state: 'attached' });
      await context.close();
      expect(faults).toEqual([]);
    },
    close: () => closeServer(web),
  };
}

async function bundle(components: readonly CodeBlock[], url: string): Promise<Rollup.OutputChunk[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'impresario-guide-app-'));
  try {
    await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
    const names = components.map(({ file }) => file ?? '');
    for (const { file, text } of components) {
      const place = path.join(folder, file ?? '');
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, text.replaceAll('http://127.0.0.1:8787', url));
    }
    await writeFile(path.join(folder, 'main.tsx'), entry(names));
    const built = await build({
      root: folder,
      base: './',
      configFile: false,
      logLevel: 'error',
      mode: 'development',
      define: { 'process.env.NODE_ENV': '"development"' },
      build: {
        write: false,
        minify: false,
        target: 'esnext',
        rolldownOptions: { input: path.join(folder, 'main.tsx'), output: { entryFileNames: 'main.js' } },
      },
    });
    const outputs = Array.isArray(built) ? built : [built as Rollup.RollupOutput];
    return outputs.flatMap(({ output }) => output).filter((each) => each.type === 'chunk');
  } finally {
    await rm(folder, { recursive: true });
  }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
