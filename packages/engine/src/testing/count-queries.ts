import type { Database, Schema } from '@impresario/database';

/** The same database, and how many statements were sent through it. */
export function countQueries(db: Database<Schema>): { readonly db: Database<Schema>; count(): number } {
  let count = 0;
  const kysely = db.kysely.withPlugin({
    transformQuery({ node }) {
      count += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { db: { ...db, kysely }, count: () => count };
}
