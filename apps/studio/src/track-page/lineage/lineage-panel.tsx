import { useRef, useState, type KeyboardEvent } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Track } from '@impresario/protocol';
import { trackName } from '../../app/announcer.ts';
import { useText } from '../../i18n/index.ts';
import { Cover } from '../../tracks/cover.tsx';
import { timeAgo } from '../../words/time.ts';
import { useNow } from '../../words/use-now.ts';
import { descentOf } from '../../tracks/parent-of.ts';
import { treeRows, type TreeRow } from './tree-rows.ts';
import { useLineage } from './use-lineage.ts';
import styles from './lineage-panel.module.css';

/** The family of a track: where it came from and what came of it. Arrow keys walk it, Enter opens. */
export function LineagePanel({ track }: { track: Track }) {
  const text = useText();
  const lineage = useLineage(track);
  const hasChildren = (lineage?.children.get(track.id)?.length ?? 0) > 0;
  const rows = lineage ? treeRows(lineage.eldest, lineage.children) : [];
  return (
    <section className={styles.panel} aria-label={text('track.lineage')}>
      <h2 className={styles.title}>{text('track.lineage')}</h2>
      {rows.length > 1 ? (
        <Tree rows={rows} hereId={track.id} />
      ) : (
        <p className={styles.none}>{text(lineage ? 'track.lineage.none' : 'track.lineage.coming')}</p>
      )}
      {hasChildren && (
        <Link to="/library" search={{ sourceTrackId: track.id }} className={styles.all}>
          {text('track.lineage.library')}
        </Link>
      )}
    </section>
  );
}

function Tree({ rows, hereId }: { rows: readonly TreeRow[]; hereId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const tree = useRef<HTMLUListElement>(null);
  const [focusedId, setFocusedId] = useState(hereId);
  const at = Math.max(
    0,
    rows.findIndex(({ track }) => track.id === focusedId),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[at];
    const to = row && destination(event.key, rows, at);
    if (to === null || to === undefined) return;
    event.preventDefault();
    const next = rows[to]?.track.id;
    if (next === undefined) return;
    if (event.key === 'Enter') return void navigate({ to: '/tracks/$trackId', params: { trackId: next } });
    setFocusedId(next);
    tree.current?.querySelectorAll<HTMLElement>('[role=treeitem]')[to]?.focus();
  };
  return (
    <ul
      ref={tree}
      className={styles.tree}
      role="tree"
      aria-label={text('track.lineage')}
      onKeyDown={onKeyDown}
    >
      {rows.map(({ track, depth }, index) => (
        <li
          key={track.id}
          role="treeitem"
          aria-level={depth + 1}
          aria-selected={track.id === hereId}
          aria-current={track.id === hereId ? 'page' : undefined}
          tabIndex={index === at ? 0 : -1}
          className={styles.row}
          data-depth={Math.min(depth, 6)}
          onFocus={() => setFocusedId(track.id)}
        >
          <Node track={track} isHere={track.id === hereId} />
        </li>
      ))}
    </ul>
  );
}

function Node({ track, isHere }: { track: Track; isHere: boolean }) {
  const text = useText();
  const now = useNow(60_000);
  const cover = track.versions.find(({ isPrimary }) => isPrimary)?.cover ?? track.versions[0]?.cover ?? null;
  const words = (
    <>
      <span className={styles.cover}>
        <Cover asset={cover} />
      </span>
      <span className={styles.words}>
        <strong>{trackName(track)}</strong>
        <span>
          {text(`track.descent.${descentOf(track)}`)} · {timeAgo(track.createdAt, now)}
          {track.status !== 'completed' && ` · ${text(`track.status.${track.status}`)}`}
        </span>
      </span>
    </>
  );
  if (isHere) return <span className={styles.node}>{words}</span>;
  return (
    // Walked by arrow keys, so that Tab does not stop at each.
    <Link to="/tracks/$trackId" params={{ trackId: track.id }} className={styles.node} tabIndex={-1}>
      {words}
    </Link>
  );
}

/** Where a key leads among the rows; null where it leads nowhere. */
function destination(key: string, rows: readonly TreeRow[], at: number): number | null {
  const depth = rows[at]?.depth ?? 0;
  switch (key) {
    case 'ArrowDown':
      return Math.min(rows.length - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    case 'ArrowLeft': {
      const parent = rows.findLastIndex((row, index) => index < at && row.depth < depth);
      return parent < 0 ? null : parent;
    }
    case 'ArrowRight':
      return (rows[at + 1]?.depth ?? 0) > depth ? at + 1 : null;
    case 'Enter':
      return at;
    default:
      return null;
  }
}
