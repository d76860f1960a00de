import type { Page } from '@impresario/protocol';
import { encodeCursor } from './cursor.ts';

/** A page of at most `limit`, made of one row more, which tells whether another page follows. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { show, placeOf }: { show: (row: Row) => Item; placeOf: (row: Row) => readonly string[] },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  return { data: shown.map(show), hasMore, nextCursor: hasMore && last ? encodeCursor(placeOf(last)) : null };
}
