import { say } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Switch } from '../ui/switch.tsx';
import { keepFill, keepSeed, undoFill, useDraft, useFormer } from './draft.ts';
import styles from './former-notice.module.css';

/** Says that something else stands in the form now, and gives back what stood there. */
export function FormerNotice({ model }: { model: string | null }) {
  const former = useFormer();
  const { seed } = useDraft();
  // A newer composer makes another song of the same seed.
  const same = former?.same?.model === model ? former?.same : null;
  return (
    <div className={former ? styles.notice : undefined}>
      <div role="status">
        {former && (
          <div className={styles.filled}>
            <p>{former.words}</p>
            <Button look="quiet" onClick={undoFill}>
              {say('brief.filled.undo')}
            </Button>
            <IconButton icon="close" label={say('ui.dismiss')} onClick={keepFill} />
          </div>
        )}
      </div>
      {same && (
        <div className={styles.same}>
          <Switch
            label={say('brief.filled.seed', { seed: same.seed })}
            hint={say('brief.filled.seed.hint')}
            checked={seed === same.seed}
            onChange={(isKept) => keepSeed(same, isKept)}
          />
        </div>
      )}
    </div>
  );
}
