import type { Schema } from '@impresario/database';
import { Kysely, PostgresDialect } from 'kysely';
import { describe, expect, it } from 'vitest';
import { useTestEngine } from '../testing/use-test-engine.ts';
import { sweepBlobs } from './sweep-blobs.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe('the sweep of a large store', () => {
  const stage = useTestEngine();

  it('[I12] asks the database once for hundreds of blobs, and removes exactly those that no row knows', async () => {
    const { db, blobs, clock, until, admit } = stage.test;
    const { versions } = await until(await admit({ variants: 1 }), ({ status }) => status === 'completed');
    const known = versions[0]!.audio!.key;
    const strange = Array.from({ length: 1_200 }, (_, n) => `tracks/of-nobody/${n}.mp3`);
    const removed: string[] = [];
    let queryCount = 0;
    const counted = new Kysely<Schema>({
      dialect: new PostgresDialect({ pool: db.pool }),
      log() {
        queryCount += 1;
      },
    });
    const count = await sweepBlobs({
      db: { ...db, kysely: counted },
      clock,
      log: silent,
      blobs: {
        ...blobs,
        async *list() {
          for (const key of [...strange.slice(0, 700), known, ...strange.slice(700)])
            yield { key, bytes: 1, modifiedAt: new Date(0) };
        },
        async delete(key) {
          removed.push(key);
        },
      },
    });
    expect([count, removed]).toEqual([strange.length, strange]);
    expect(queryCount).toBeLessThan(10);
  });
});
