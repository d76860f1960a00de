import type { Track } from '@impresario/protocol';
import { useImpresario } from '@impresario/react';
import { useText } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { removable, removeSelected } from './remove-selected.ts';
import { clearSelection, selectAll, useSelection } from './selection.ts';
import styles from './selection-bar.module.css';

/** At the foot while tracks are being chosen: how many, and what to do with them. */
export function SelectionBar({ tracks }: { tracks: readonly Track[] }) {
  const text = useText();
  const link = useImpresario();
  const { isOn, ids } = useSelection((selection) => selection);
  if (!isOn) return null;
  const { over, underWayCount } = removable(tracks, ids);
  const isAll = tracks.length > 0 && tracks.every(({ id }) => ids.has(id));
  return (
    <div className={styles.bar} role="group" aria-label={text('library.selection')}>
      <p className={styles.count} role="status">
        {text('library.selected', { count: over.length + underWayCount })}
        {underWayCount > 0 && <span> {text('library.selected.underWay', { count: underWayCount })}</span>}
      </p>
      <Button look="quiet" onClick={() => (isAll ? clearSelection() : selectAll(tracks.map(({ id }) => id)))}>
        {text(isAll ? 'library.select.none' : 'library.select.all')}
      </Button>
      <Button
        look="danger"
        icon="bin"
        aria-disabled={over.length === 0 || undefined}
        onClick={() => removeSelected(link, tracks)}
      >
        {text('library.delete')}
      </Button>
      <IconButton icon="close" label={text('library.select.end')} onClick={clearSelection} />
    </div>
  );
}
