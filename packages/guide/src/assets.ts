import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { guidePath } from './contents.ts';
import { guideFile, type GuideFile } from './guide-file.ts';

const own = fileURLToPath(new URL('../assets', import.meta.url));

export interface Assets {
  /** Where they are; changes whenever one of them does, so that browsers may keep them for ever. */
  readonly address: string;
  readonly files: ReadonlyMap<string, GuideFile>;
}

/**
 * The style sheet, which begins with the given ones, the script, and what lies in the given folders: fonts and marks.
 * A folder that is not there is left out; the pages then wear the system's own letters.
 */
export async function loadAssets(styles: readonly string[], folders: readonly string[]): Promise<Assets> {
  const css = await Promise.all([...styles, path.join(own, 'guide.css')].map(readIfThere));
  const found = new Map<string, Buffer>([
    ['guide.css', Buffer.concat(css)],
    ['guide.js', await readFile(path.join(own, 'guide.js'))],
  ]);
  for (const folder of folders) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (/\.(?:woff2|svg|png)$/.test(name)) found.set(name, await readFile(path.join(folder, name)));
    }
  }
  const hash = createHash('sha256');
  for (const [name, bytes] of found) hash.update(name).update(bytes);
  const address = `${guidePath}/assets/${hash.digest('hex').slice(0, 12)}`;
  const files = [...found].map(
    ([name, bytes]) => [`${address}/${name}`, guideFile(name, bytes, true)] as const,
  );
  return { address, files: new Map(files) };
}

function readIfThere(file: string): Promise<Buffer> {
  return readFile(file).catch(() => Buffer.alloc(0));
}
