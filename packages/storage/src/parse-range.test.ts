import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange } from './parse-range.ts';

describe('[SEC-4] parseRange', () => {
  it.each([
    ['bytes=0-499', { start: 0, end: 499 }],
    ['bytes=500-', { start: 500, end: 999 }],
    ['bytes=-500', { start: 500, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=0-99999999999999999999', { start: 0, end: 999 }],
    ['BYTES=7-7', { start: 7, end: 7 }],
    ['bytes= 1-2 ', { start: 1, end: 2 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=1000-2000', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', null],
    ['bytes=-', null],
    ['bytes=', null],
    ['bytes=a-b', null],
    ['bytes=0x1-2', null],
    ['bytes=+1-2', null],
    ['bytes=1-2,4-5', null],
    ['seconds=1-2', null],
    ['bytes 1-2', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads %j of 1000 bytes', (header, expected) => {
    expect(parseRange(header, 1000)).toEqual(expected);
  });

  it('has no range of an empty blob', () => {
    expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
    expect(parseRange('bytes=-5', 0)).toBeNull();
  });

  it('answers any header with a range inside the blob, or none', () => {
    const position = fc.oneof(fc.nat(50).map(String), fc.constant(''), fc.bigInt({ min: 0n }).map(String));
    const header = fc.oneof(
      fc.tuple(position, position).map(([first, last]) => `bytes=${first}-${last}`),
      fc.string(),
    );
    fc.assert(
      fc.property(header, fc.nat(40), (text, size) => {
        const range = parseRange(text, size);
        if (range === null || range === 'unsatisfiable') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeGreaterThanOrEqual(range.start);
        expect(range.end).toBeLessThan(size);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back every range that it could write', () => {
    const within = fc.tuple(fc.nat(10_000), fc.nat(10_000), fc.nat(100)).map(([a, b, more]) => {
      const [start, end] = a < b ? [a, b] : [b, a];
      return { start, end, size: end + 1 + more };
    });
    fc.assert(
      fc.property(within, ({ start, end, size }) => {
        expect(parseRange(`bytes=${start}-${end}`, size)).toEqual({ start, end });
      }),
    );
  });
});
