import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRange } from './parse-range.ts';

/** Any text, also what is not well-formed. */
const wildText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

it('a Range header asks for bytes that are there, or for nothing, whatever it says', () => {
  const number = fc
    .oneof(fc.bigInt({ min: 0n, max: 2n ** 80n }), fc.nat({ max: 20 }).map(BigInt))
    .map(String);
  const header = fc.oneof(
    wildText,
    fc.tuple(number, number).map(([first, last]) => `bytes=${first}-${last}`),
    number.map((first) => `bytes=${first}-`),
    number.map((length) => `bytes=-${length}`),
  );
  fc.assert(
    fc.property(header, fc.nat({ max: 30 }), (text, size) => {
      const range = parseRange(text, size);
      if (range === null || range === 'unsatisfiable') return;
      expect(range.start >= 0 && range.start <= range.end && range.end < size).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
