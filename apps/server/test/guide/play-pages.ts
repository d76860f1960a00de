import type { CodeBlock } from '@impresario/guide';
import type { DocumentPage } from './document-pages.ts';

/** What came of each block. */
export type Played = ReadonlyMap<CodeBlock, Promise<void>>;

/**
 * Plays the blocks of each page in order, several pages side by side: most of the time is waiting for songs. A block that
 * fails does not keep the next from being played.
 */
export function playPages(
  pages: readonly DocumentPage[],
  laneCount: number,
  play: (block: CodeBlock, page: DocumentPage) => Promise<void>,
): Played {
  const results = new Map<CodeBlock, PromiseWithResolvers<void>>();
  for (const block of pages.flatMap(({ blocks }) => blocks)) {
    const result = Promise.withResolvers<void>();
    // Whoever asks later is told; until then nobody has to.
    result.promise.catch(() => undefined);
    results.set(block, result);
  }
  const waiting = [...pages];
  const lane = async () => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      for (const block of page.blocks) {
        const result = results.get(block);
        await play(block, page).then(result?.resolve, result?.reject);
      }
    }
  };
  for (let count = 0; count < laneCount; count++) void lane();
  return new Map([...results].map(([block, { promise }]) => [block, promise]));
}
