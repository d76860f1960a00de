import { Link } from '@tanstack/react-router';
import type { Track } from '@impresario/protocol';
import { trackName } from '../app/announcer.ts';
import { RichText } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { descentOf, parentOf } from './parent-of.ts';
import { useParent } from './use-parent.ts';
import styles from './came-from.module.css';

/** Which track this one came from, with the way to it. */
export function CameFrom({ track }: { track: Track }) {
  const parentId = parentOf(track);
  const parent = useParent(parentId);
  if (parentId === null || parent === undefined) return null;
  return (
    <p className={styles.from}>
      <Icon name="branch" size={15} />
      <span>
        <RichText
          of={parent ? `track.from.${descentOf(track)}` : 'track.from.gone'}
          values={{ name: parent ? trackName(parent) : '' }}
          tags={{
            link: (words) => (
              <Link to="/tracks/$trackId" params={{ trackId: parentId }}>
                {words}
              </Link>
            ),
          }}
        />
      </span>
    </p>
  );
}
