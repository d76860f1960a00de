import { z } from 'zod';

/** One page of a list, newest first; `nextCursor` is opaque and null on the last page. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), hasMore: z.boolean(), nextCursor: z.string().nullable() });
}

export interface Page<Item> {
  data: Item[];
  hasMore: boolean;
  nextCursor: string | null;
}
