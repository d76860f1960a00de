import { expect, it } from 'vitest';
import { destination, listHeight, placeOf, shapeOf, stretchInSight } from './list-window.ts';

const grid = shapeOf('grid', 1056);
const rows = shapeOf('list', 1056);

it('fills the width with tiles, two at least', () => {
  expect(grid.columns).toBe(4);
  for (const width of [0, 320, 358, 559, 560, 900, 1400]) {
    const { columns, itemWidth, gap } = shapeOf('grid', width);
    expect(columns).toBeGreaterThanOrEqual(2);
    expect(columns * itemWidth + (columns - 1) * gap).toBeLessThanOrEqual(Math.max(width, gap));
  }
});

it('draws what is in sight and a little more, however many there are', () => {
  for (const shape of [grid, rows]) {
    const pitch = shape.itemHeight + shape.gap;
    const { first, end } = stretchInSight(shape, 100_000, { top: 500 * pitch, bottom: 500 * pitch + 900 });
    expect(placeOf(shape, first).top).toBeLessThan(500 * pitch);
    expect(placeOf(shape, end - 1).top + shape.itemHeight).toBeGreaterThan(500 * pitch + 900);
    expect(end - first).toBeLessThan(60);
  }
  expect(stretchInSight(rows, 3, { top: -200, bottom: 5_000 })).toEqual({ first: 0, end: 3 });
  expect(stretchInSight(rows, 0, { top: 0, bottom: 900 })).toEqual({ first: 0, end: 0 });
});

it('is as high as its items are', () => {
  expect(listHeight(rows, 10)).toBe(720);
  expect(listHeight(grid, 0)).toBe(0);
  expect(listHeight(grid, 5)).toBe(placeOf(grid, 4).top + grid.itemHeight);
});

it.each([
  ['j', 3, 1, 4],
  ['k', 3, 1, 2],
  ['k', 0, 1, 0],
  ['ArrowDown', 1, 4, 5],
  ['ArrowDown', 8, 4, 8],
  ['ArrowUp', 1, 4, 1],
  ['ArrowRight', 1, 4, 2],
  ['ArrowRight', 1, 1, null],
  ['ArrowDown', -1, 4, 0],
  ['End', 2, 4, 9],
  ['Home', 2, 4, 0],
  ['a', 2, 4, null],
])('the key %s leads from %s in %s columns to %s', (key, from, columns, to) => {
  expect(destination(key, from, columns, 10)).toBe(to);
  expect(destination(key, from, columns, 0)).toBeNull();
});
