import { useQuery } from '@tanstack/react-query';
import type { Track } from '@impresario/protocol';
import { engine } from '../../api/engine.ts';
import { keys, link } from '../../api/query-client.ts';
import { parentOf } from '../../tracks/parent-of.ts';

/** Further back, and further out, a family is not followed: another of its pages shows more. */
const ancestorsMax = 6;
const askedMax = 24;
const childrenMax = 50;

export interface Lineage {
  readonly eldest: Track;
  /** What came of each, by id; oldest first. */
  readonly children: ReadonlyMap<string, readonly Track[]>;
}

/** Where a track came from, and what came of it and of those before it; null while that is read. */
export function useLineage(track: Track): Lineage | null {
  const { data } = useQuery({
    queryKey: keys.family(track.id),
    queryFn: async ({ signal }): Promise<Lineage> => {
      const eldest = (await readEldest(parentOf(track), signal)) ?? track;
      return { eldest, children: await readDescendants(eldest, signal) };
    },
  });
  return data ?? null;
}

async function readEldest(parentId: string | null, signal: AbortSignal): Promise<Track | null> {
  let eldest: Track | null = null;
  let next = parentId;
  for (let steps = 0; next !== null && steps < ancestorsMax; steps++) {
    // One that was deleted ends the line.
    const track: Track | null =
      link.tracks.known(next) ??
      (await engine.tracks.get(next, { signal }).then(
        (found) => link.tracks.newest(found),
        () => null,
      ));
    signal.throwIfAborted();
    if (!track) break;
    eldest = track;
    next = parentOf(track);
  }
  return eldest;
}

/** Generation by generation, each side by side. */
async function readDescendants(eldest: Track, signal: AbortSignal): Promise<Map<string, readonly Track[]>> {
  const children = new Map<string, readonly Track[]>();
  let generation: readonly Track[] = [eldest];
  while (generation.length > 0 && children.size < askedMax) {
    const asked = generation.slice(0, askedMax - children.size);
    const answers = await Promise.all(asked.map(({ id }) => readChildren(id, signal)));
    asked.forEach(({ id }, index) => children.set(id, answers[index] ?? []));
    generation = answers.flat();
  }
  return children;
}

/** What came of a track; a retry of its child is the child's, although both were made from it. */
async function readChildren(id: string, signal: AbortSignal): Promise<Track[]> {
  const page = await engine.tracks.list({ sourceTrackId: id, limit: childrenMax, signal });
  return page.data
    .map((track) => link.tracks.newest(track))
    .filter((track) => parentOf(track) === id)
    .toReversed();
}
