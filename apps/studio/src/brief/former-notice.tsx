import { say } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { keepFill, undoFill, useFormer } from './draft.ts';
import styles from './former-notice.module.css';

/** Says that something else stands in the form now, and gives back what stood there. */
export function FormerNotice() {
  const former = useFormer();
  return (
    <div role="status">
      {former && (
        <div className={styles.notice}>
          <p>{former.words}</p>
          <Button look="quiet" onClick={undoFill}>
            {say('brief.filled.undo')}
          </Button>
          <IconButton icon="close" label={say('ui.dismiss')} onClick={keepFill} />
        </div>
      )}
    </div>
  );
}
