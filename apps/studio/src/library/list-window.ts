/** How the items of the list stand: in columns, each in a box of one size. Pixels. */
export interface Shape {
  readonly columns: number;
  readonly itemWidth: number;
  readonly itemHeight: number;
  readonly gap: number;
}

/** The items from `first` up to, not including, `end`. */
export interface Stretch {
  readonly first: number;
  readonly end: number;
}

export type View = 'grid' | 'list';

const tile = { widthMin: 200, narrowMin: 150, wordsHeight: 64, gap: 20, narrowGap: 14 };
const row = { height: 72, gap: 0 };
const narrowPx = 560;

/** The shape of the list in a place of so much width. */
export function shapeOf(view: View, width: number): Shape {
  if (view === 'list') return { columns: 1, itemWidth: width, itemHeight: row.height, gap: row.gap };
  const isNarrow = width < narrowPx;
  const gap = isNarrow ? tile.narrowGap : tile.gap;
  const widthMin = isNarrow ? tile.narrowMin : tile.widthMin;
  const columns = Math.max(2, Math.floor((width + gap) / (widthMin + gap)));
  const itemWidth = Math.max(0, Math.floor((width - gap * (columns - 1)) / columns));
  return { columns, itemWidth, itemHeight: itemWidth + tile.wordsHeight, gap };
}

export function listHeight({ columns, itemHeight, gap }: Shape, count: number): number {
  const rows = Math.ceil(count / columns);
  return Math.max(0, rows * (itemHeight + gap) - gap);
}

/** Where an item's box begins. */
export function placeOf({ columns, itemWidth, itemHeight, gap }: Shape, index: number) {
  return {
    left: (index % columns) * (itemWidth + gap),
    top: Math.floor(index / columns) * (itemHeight + gap),
  };
}

/** Rows drawn beyond each edge, so that a turn of the wheel meets no empty place. */
const spareRows = 4;

/** The items to draw when the pixels from `top` to `bottom` of the list are in sight. */
export function stretchInSight(
  { columns, itemHeight, gap }: Shape,
  count: number,
  { top, bottom }: { top: number; bottom: number },
): Stretch {
  const pitch = itemHeight + gap;
  const firstRow = Math.max(0, Math.floor(top / pitch) - spareRows);
  const endRow = Math.max(firstRow, Math.ceil(bottom / pitch) + spareRows);
  return { first: Math.min(count, firstRow * columns), end: Math.min(count, endRow * columns) };
}

/** Where a key leads from an item; null where it leads nowhere. */
export function destination(key: string, from: number, columns: number, count: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: columns,
    ArrowUp: -columns,
    j: 1,
    k: -1,
    ...(columns > 1 && { ArrowRight: 1, ArrowLeft: -1 }),
  };
  if (count === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  if (step === undefined) return null;
  // With nothing chosen yet, whatever key it is begins with the first.
  if (from < 0) return 0;
  const to = from + step;
  return to < 0 || to >= count ? from : to;
}
