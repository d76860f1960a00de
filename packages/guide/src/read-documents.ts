import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contents, type Entry } from './contents.ts';
import type { GuideOptions } from './guide-options.ts';

export interface Document extends Entry {
  readonly markdown: string;
}

/** How the documents write the address of a server. */
const exampleUrl = 'http://127.0.0.1:8787';

/** The documents of the contents that are there, speaking of the server they are read on. */
export async function readDocuments({
  documents,
  baseUrl,
}: Pick<GuideOptions, 'documents' | 'baseUrl'>): Promise<Document[]> {
  if (documents === null) return [];
  const entries = contents.flatMap(({ pages }) => pages);
  const read = await Promise.all(
    entries.map(async (entry) => {
      const text = await readFile(path.join(documents, entry.file), 'utf8').catch(() => null);
      return text === null ? [] : [{ ...entry, markdown: text.replaceAll(exampleUrl, baseUrl) }];
    }),
  );
  return read.flat();
}
