import { Link } from '@tanstack/react-router';
import type { OperationResource, Track } from '@impresario/protocol';
import { trackName } from '../app/announcer.ts';
import { useText } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';
import buttons from '../ui/button.module.css';
import styles from './made-notice.module.css';

interface MadeNoticeProps {
  readonly made: Track | OperationResource | null;
  readonly onDismiss: () => void;
}

/** Says that a new track is being made from this one, with the way to it. */
export function MadeNotice({ made, onDismiss }: MadeNoticeProps) {
  const text = useText();
  if (made?.object !== 'track') return null;
  return (
    <div className={styles.made}>
      <p>{text('tracks.said.onItsWay', { name: trackName(made) })}</p>
      <Link
        to="/tracks/$trackId"
        params={{ trackId: made.id }}
        className={`${buttons.button} ${buttons.plain}`}
      >
        {text('track.watch')}
      </Link>
      <IconButton icon="close" label={text('ui.dismiss')} onClick={onDismiss} />
    </div>
  );
}
