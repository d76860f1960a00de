import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { works } from './works.ts';

interface PackageFile {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (url: URL) => JSON.parse(readFileSync(url, 'utf8')) as PackageFile;
/** What builds the studio and is no part of it. */
const tools = new Set(['vite', '@vitejs/plugin-react']);

it('names every work in the studio’s files, with the licence that it has', () => {
  const ours = ['../../package.json', '../../../../packages/client/package.json'];
  const used = ours
    .flatMap((file) => Object.keys(read(new URL(file, import.meta.url)).dependencies ?? {}))
    .filter((name) => !name.startsWith('@impresario/') && !tools.has(name));
  expect(works.map(({ name }) => name)).toEqual([...new Set(used)].toSorted());
  const require = createRequire(import.meta.url);
  for (const { name, licence } of works) {
    const folder = require.resolve.paths(name)!.map((path) => new URL(`file://${path}/${name}/package.json`));
    const found = folder.flatMap((url) => {
      try {
        return [read(url).license];
      } catch {
        return [];
      }
    });
    expect(found[0], name).toBe(licence);
  }
});
