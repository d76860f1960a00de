import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePositions, formatPosition, parsePosition } from './position.ts';

const position = fc.record({
  xid: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  id: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
});

describe('the ids of events', () => {
  it('come back as the place they were made from', () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(parsePosition(formatPosition(at))).toEqual(at);
      }),
    );
  });

  it('sort as text in the order of the log', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        const [left, right] = [formatPosition(a), formatPosition(b)];
        expect(Math.sign(comparePositions(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
    );
  });

  it('that nobody here wrote are not taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const parsed = parsePosition(text);
        expect(parsed === null || formatPosition(parsed) === text).toBe(true);
      }),
    );
    expect(parsePosition('z'.repeat(26))).toBeNull();
  });
});
