import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { replaceOnce, type Mutation } from './mutation.ts';

const root = path.join(import.meta.dirname, '../../../..');

/** From now on these files are loaded as the mutation wants them. Returns a check that all of them were. */
export function mutateCode({ code = [] }: Mutation): () => void {
  const left = new Set(code);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const mine = code.filter(({ file }) => url === pathToFileURL(path.join(root, file)).href);
      if (mine.length === 0) return loaded;
      let source = textOf(loaded.source);
      for (const change of mine) {
        source = replaceOnce(source, change, change.file);
        left.delete(change);
      }
      return { ...loaded, source };
    },
  });
  return () => {
    for (const { file } of left) throw new Error(`${file} was not loaded.`);
  };
}

function textOf(source: string | ArrayBuffer | ArrayBufferView | null | undefined): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source ?? undefined);
}
