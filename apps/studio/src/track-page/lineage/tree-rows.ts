import type { Track } from '@impresario/protocol';

/** A track's place in its family: drawn from top to bottom, each child further in than its parent. */
export interface TreeRow {
  readonly track: Track;
  readonly depth: number;
}

/** A family as rows, the eldest first. Of tracks whose children are not known only the track is there. */
export function treeRows(eldest: Track, children: ReadonlyMap<string, readonly Track[]>): TreeRow[] {
  const rows: TreeRow[] = [];
  const seen = new Set<string>();
  const add = (track: Track, depth: number) => {
    if (seen.has(track.id)) return;
    seen.add(track.id);
    rows.push({ track, depth });
    for (const child of children.get(track.id) ?? []) add(child, depth + 1);
  };
  add(eldest, 0);
  return rows;
}
