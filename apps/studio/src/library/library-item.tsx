import { memo, type CSSProperties, type MouseEvent } from 'react';
import { Link } from '@tanstack/react-router';
import type { Track } from '@impresario/protocol';
import { isUnderWay } from '@impresario/react';
import { trackName } from '../app/announcer.ts';
import { useText } from '../i18n/index.ts';
import { usePlayer } from '../player/player.ts';
import { TrackStage } from '../tracks/track-stage.tsx';
import { Icon } from '../ui/icon.tsx';
import { moveCursor, useIsAtCursor } from './cursor.ts';
import { ItemFacts } from './item-facts.tsx';
import { ItemMenu } from './item-menu.tsx';
import { ItemVersions } from './item-versions.tsx';
import type { View } from './list-window.ts';
import { playablesOf, toggleTrack } from './playables.ts';
import { selectThrough, toggleSelected, useSelection } from './selection.ts';
import styles from './library-item.module.css';

interface LibraryItemProps {
  readonly track: Track;
  readonly view: View;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** From 1. */
  readonly position: number;
  /** −1 while nobody knows. */
  readonly setSize: number;
  readonly order: readonly string[];
  readonly isSelecting: boolean;
  readonly styleLabels: ReadonlyMap<string, string>;
  readonly now: number;
}

export function itemLinkId(trackId: string): string {
  return `library-${trackId}`;
}

/** One track of the library, as a tile or as a row. */
export const LibraryItem = memo(function LibraryItem(props: LibraryItemProps) {
  const { track, view, left, top, width, height, order, isSelecting } = props;
  const text = useText();
  const name = trackName(track);
  const isSelected = useSelection(({ ids }) => ids.has(track.id));
  const isAtCursor = useIsAtCursor(track.id);
  const isCurrent = usePlayer(({ current }) => current?.track.id === track.id);
  const tick = (event: MouseEvent) => {
    if (event.shiftKey) selectThrough(track.id, order);
    else toggleSelected(track.id);
  };
  const onOpen = (event: MouseEvent) => {
    // With Ctrl or ⌘ it opens in a tab of its own, as any link does.
    if (event.ctrlKey || event.metaKey || !(isSelecting || event.shiftKey)) return;
    event.preventDefault();
    tick(event);
  };
  return (
    <li
      className={styles.item}
      style={{ insetInlineStart: left, insetBlockStart: top, inlineSize: width, blockSize: height }}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      data-library-item=""
      data-view={view}
      data-selecting={isSelecting || undefined}
      data-selected={isSelected || undefined}
      data-current={isCurrent || undefined}
      onFocus={() => moveCursor(track.id)}
    >
      <div className={styles.stage}>
        <TrackStage track={track} />
        <PlayButton track={track} name={name} isReachable={isAtCursor} />
      </div>
      <input
        type="checkbox"
        className={styles.tick}
        checked={isSelected}
        tabIndex={isSelecting || isAtCursor ? 0 : -1}
        aria-label={text('library.select.one', { name })}
        readOnly
        onClick={tick}
      />
      <div className={styles.words}>
        <Link
          id={itemLinkId(track.id)}
          to="/tracks/$trackId"
          params={{ trackId: track.id }}
          className={styles.title}
          title={name}
          draggable={false}
          data-item-link=""
          aria-keyshortcuts="Enter Space X"
          onClick={onOpen}
        >
          {name}
        </Link>
        <ItemFacts track={track} styleLabels={props.styleLabels} now={props.now} />
      </div>
      {view === 'list' && name !== track.prompt.trim() && <p className={styles.prompt}>{track.prompt}</p>}
      <div className={styles.versions}>
        <ItemVersions track={track} isReachable={isAtCursor} />
      </div>
      <div className={styles.menu}>
        <ItemMenu track={track} isReachable={isAtCursor} />
      </div>
      {isUnderWay(track) && (
        <span
          className={styles.progress}
          style={{ '--done': track.progress ?? 0 } as CSSProperties}
          aria-hidden="true"
        />
      )}
    </li>
  );
});

interface PlayButtonProps {
  readonly track: Track;
  readonly name: string;
  /** By Tab: of all items only that at the cursor, or Tab would never come to the end of a long list. */
  readonly isReachable: boolean;
}

function PlayButton({ track, name, isReachable }: PlayButtonProps) {
  const text = useText();
  const isSounding = usePlayer(
    ({ current, status }) => current?.track.id === track.id && (status === 'playing' || status === 'loading'),
  );
  if (playablesOf(track).length === 0) return null;
  return (
    <button
      type="button"
      className={styles.play}
      data-sounding={isSounding || undefined}
      tabIndex={isReachable ? 0 : -1}
      aria-label={text(isSounding ? 'library.pause' : 'library.play', { name })}
      onClick={() => toggleTrack(track)}
    >
      <Icon name={isSounding ? 'pause' : 'play'} size={20} />
    </button>
  );
}
