import fc from 'fast-check';
import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storable } from './storable.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const wildText = fc
  .array(fc.constantFrom('\0', '\ud800', '\udc00', 'a', 'é', '"', '\\', '\\u0000', '𝄞'), { maxLength: 6 })
  .map((parts) => parts.join(''));
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    wildText,
    fc.constantFrom<unknown>(null, true, 0, 1e308),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(wildText, tie('value'), { maxKeys: 3 }),
  ),
}));

describe('[CAL-1] what a provider says', () => {
  it('is taken by the database, whatever its texts and the names of its fields are made of', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (value) => {
        const text = JSON.stringify(storable(value));
        const { rows } = await db.pool.query<{ json: unknown }>('select $1::jsonb as json', [text]);
        expect(rows[0]!.json).toEqual(JSON.parse(text));
      }),
      { numRuns: 200 },
    );
  });
});
