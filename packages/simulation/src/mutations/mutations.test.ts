import { openTestDatabase } from '@impresario/database/testing';
import { describe, expect, it } from 'vitest';
import { findMutation } from './find-mutation.ts';
import { mutations } from './mutations.ts';

const seedsMax = 200;

describe('a fault put into our own house', () => {
  it.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    `is found within ${seedsMax} seeds: %s`,
    { timeout: 300_000 },
    async (_name, mutation) => {
      const db = await openTestDatabase();
      try {
        const found = await findMutation(mutation, {
          url: db.connectionString,
          from: 1,
          step: 1,
          count: seedsMax,
          untilMs: null,
          stopsAtFirst: true,
        });
        const [first] = found.broken;
        expect(mutation.breaks).toContain(first?.rule);
      } finally {
        await db.close();
      }
    },
  );
});
