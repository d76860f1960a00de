import { useLayoutEffect, useEffect, useMemo, useRef } from 'react';
import type { Track } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { useProviders } from '../api/queries.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { useNow } from '../words/use-now.ts';
import { moveCursor, useCursor } from './cursor.ts';
import { itemLinkId, LibraryItem } from './library-item.tsx';
import { listHeight, placeOf, type View } from './list-window.ts';
import { useSelection } from './selection.ts';
import { useKeptPlace } from './use-kept-place.ts';
import { useLibraryKeys } from './use-library-keys.ts';
import { useListWindow } from './use-list-window.ts';
import styles from './library-list.module.css';

interface LibraryListProps {
  readonly tracks: readonly Track[];
  readonly view: View;
  /** What was found for other words, while the answer to the new ones is on its way. */
  readonly isOld: boolean;
  readonly hasMore: boolean;
  readonly isFetchingMore: boolean;
  readonly moreError: Error | null;
  readonly onMore: () => void;
  readonly onHelp: () => void;
  readonly onView: () => void;
}

/** So many items before the end of what is known, more is asked for. */
const aheadCount = 30;

/** The tracks. However many there are, only those in sight and a few around them are in the page. */
export function LibraryList(props: LibraryListProps) {
  const { tracks, view, isOld, hasMore, isFetchingMore, moreError, onMore } = props;
  const text = useText();
  const now = useNow(30_000);
  const list = useRef<HTMLUListElement>(null);
  const { shape, stretch } = useListWindow(list, view, tracks.length);
  const order = useMemo(() => tracks.map(({ id }) => id), [tracks]);
  const cursorId = useCursor();
  const cursorAt = cursorId === null ? -1 : order.indexOf(cursorId);
  const isSelecting = useSelection(({ isOn }) => isOn);
  const styleLabels = useStyleLabels();
  useKeptPlace(list, shape, tracks);

  useCursorLeft(cursorId, cursorAt, tracks);
  // The item the keys are at is drawn wherever it is, or the focus would fall out of the page with it.
  const focusNext = useRef(false);
  useLayoutEffect(() => {
    if (!focusNext.current || cursorId === null) return;
    focusNext.current = false;
    document.getElementById(itemLinkId(cursorId))?.focus();
  });
  useLibraryKeys({
    tracks,
    columns: shape.columns,
    onMove: () => (focusNext.current = true),
    onHelp: props.onHelp,
    onView: props.onView,
  });

  const isNearEnd = stretch.end > 0 && stretch.end + aheadCount >= tracks.length;
  const wantsMore = isNearEnd && hasMore && !isFetchingMore && !moreError && !isOld;
  useEffect(() => {
    if (wantsMore) onMore();
  }, [wantsMore, onMore]);

  const drawn = indexesOf(stretch.first, stretch.end, cursorAt);
  return (
    <>
      <ul
        ref={list}
        className={styles.list}
        data-view={view}
        data-old={isOld || undefined}
        aria-label={text('library.list')}
        aria-busy={isOld || isFetchingMore}
        style={{ blockSize: listHeight(shape, tracks.length) }}
      >
        {drawn.map((index) => {
          const track = tracks[index];
          return (
            track && (
              <LibraryItem
                key={track.id}
                track={track}
                view={view}
                {...placeOf(shape, index)}
                width={shape.itemWidth}
                height={shape.itemHeight}
                position={index + 1}
                setSize={hasMore ? -1 : tracks.length}
                order={order}
                isSelecting={isSelecting}
                styleLabels={styleLabels}
                now={now}
              />
            )
          );
        })}
      </ul>
      {/* A new one for each page: the one before stood where there are tracks now, and has not moved. */}
      <div key={tracks.length} className={styles.end}>
        {moreError ? (
          <>
            <p>{text('library.moreFailed', { why: explain(moreError) })}</p>
            <Button icon="retry" onClick={onMore}>
              {text('ui.retry')}
            </Button>
          </>
        ) : (
          <p>{hasMore ? text('library.more') : ''}</p>
        )}
      </div>
    </>
  );
}

/** When the track at the cursor goes, the one in its place takes over: its focus too, or Tab would begin anew. */
function useCursorLeft(cursorId: string | null, at: number, tracks: readonly Track[]): void {
  const last = useRef({ id: cursorId, at });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { id: cursorId, at };
    if (cursorId === null || at >= 0 || before.id !== cursorId || before.at < 0) return;
    const heir = tracks[Math.min(before.at, tracks.length - 1)];
    moveCursor(heir?.id ?? null);
    const isFocusLost = document.activeElement === document.body || !document.activeElement;
    if (heir && isFocusLost) document.getElementById(itemLinkId(heir.id))?.focus();
  });
}

function indexesOf(first: number, end: number, also: number): number[] {
  const indexes = Array.from({ length: end - first }, (_, at) => first + at);
  if (also < 0 || (also >= first && also < end)) return indexes;
  return also < first ? [also, ...indexes] : [...indexes, also];
}

function useStyleLabels(): ReadonlyMap<string, string> {
  const { data } = useProviders();
  return useMemo(
    () => new Map((data ?? []).flatMap(({ styles: known }) => known.map(({ id, label }) => [id, label]))),
    [data],
  );
}
