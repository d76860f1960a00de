import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { guidePath, pageAddress } from './contents.ts';
import { guideFile, type GuideFile } from './guide-file.ts';
import type { GuideOptions } from './guide-options.ts';
import type { Document } from './read-documents.ts';
import type { Surroundings } from './render-page.ts';

export interface Links {
  /** What the document at `file` may point at. */
  from(file: string): Surroundings;
  /** By address. */
  readonly pictures: ReadonlyMap<string, GuideFile>;
}

const pictureName = /!\[[^\]]*\]\(([^)\s]+\.(?:svg|png))\)/g;

/** Brings the links between documents to where the server has these, and reads the pictures they show. */
export async function linksOf(
  { documents: folder, linkOfCode }: Pick<GuideOptions, 'documents' | 'linkOfCode'>,
  documents: readonly Document[],
): Promise<Links> {
  const slugs = new Map(documents.map(({ file, slug }) => [file, slug]));
  const drawings = new Map<string, string>();
  const pictures = new Map<string, GuideFile>();
  for (const { file, markdown } of documents) {
    for (const [, target = ''] of markdown.matchAll(pictureName)) {
      const name = path.posix.join(path.posix.dirname(file), target);
      const bytes =
        name.startsWith('..') || folder === null
          ? null
          : await readFile(path.join(folder, name)).catch(() => null);
      if (bytes && name.endsWith('.svg')) drawings.set(name, bytes.toString('utf8'));
      else if (bytes) pictures.set(pictureAddress(name), guideFile(name, bytes));
    }
  }
  return {
    pictures,
    from: (file) => ({
      linkOfCode,
      linkTo(target) {
        if (/^(?:[a-z]+:|#|\/)/i.test(target)) return target;
        const [named = '', fragment] = target.split('#');
        const slug = slugs.get(path.posix.join(path.posix.dirname(file), named));
        if (slug === undefined) return null;
        return pageAddress(slug) + (fragment === undefined ? '' : `#${fragment}`);
      },
      picture(target) {
        const name = path.posix.join(path.posix.dirname(file), target);
        const svg = drawings.get(name);
        if (svg !== undefined) return { svg };
        const address = pictureAddress(name);
        return pictures.has(address) ? { address } : null;
      },
    }),
  };
}

function pictureAddress(name: string): string {
  return `${guidePath}/${name}`;
}
