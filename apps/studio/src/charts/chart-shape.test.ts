import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmpty, namedPoints, roundSeconds, roundTop, topOf, type ChartShape } from './chart-shape.ts';

const shape = (kind: ChartShape['kind'], ...values: (number | null)[][]): ChartShape => ({
  kind,
  format: String,
  points: (values[0] ?? []).map((_, index) => ({ short: `${index}`, full: `point ${index}` })),
  series: values.map((each, index) => ({ id: `${index}`, name: `${index}`, tone: 'good', values: each })),
});

describe('the shape of a chart', () => {
  it('has a round top that no value passes', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (largest) => {
        const top = roundTop(largest);
        expect(top).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
        expect(top).toBeLessThanOrEqual(largest * 2.5);
      }),
    );
    expect([0, 1, 41, 61, 3_601].map(roundSeconds)).toEqual([1, 1, 60, 120, 7_200]);
    expect([0, 1, 3, 41, 0.07].map(roundTop)).toEqual([1, 1, 4, 50, 0.1]);
  });

  it('piles bars up and takes the highest of lines, gaps as nothing', () => {
    const values = [
      [1, 7, null],
      [2, null, 1],
    ];
    expect(topOf(shape('bars', ...values))).toBe(10);
    expect(topOf(shape('bars', [1, 2], [2, 1]))).toBe(4);
    expect(topOf(shape('lines', [1, 2], [2, 1]))).toBe(2);
    expect(topOf({ ...shape('lines', [0.5]), most: 1 })).toBe(1);
  });

  it('is empty when there is nothing but gaps and zeros', () => {
    expect(isEmpty(shape('lines', [null, 0], [0, 0]))).toBe(true);
    expect(isEmpty(shape('lines', [null, 0], [0, 0.1]))).toBe(false);
  });

  it('names points evenly, the last among them, as many as there is room for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }), (count, room) => {
        const named = namedPoints(count, room);
        expect(named.at(-1)).toBe(count - 1);
        expect(named[0]).toBeGreaterThanOrEqual(0);
        expect(named.length).toBeLessThanOrEqual(Math.max(1, room));
      }),
    );
  });
});
