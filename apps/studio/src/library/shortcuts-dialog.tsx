import { useText, type MessageKey } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import styles from './shortcuts-dialog.module.css';

const shortcuts: readonly { readonly keys: readonly string[]; readonly does: MessageKey }[] = [
  { keys: ['↑', '↓', '←', '→'], does: 'library.shortcuts.move' },
  { keys: ['J', 'K'], does: 'library.shortcuts.next' },
  { keys: ['Enter'], does: 'library.shortcuts.enter' },
  { keys: ['Space'], does: 'library.shortcuts.space' },
  { keys: ['X'], does: 'library.shortcuts.select' },
  { keys: ['Shift X'], does: 'library.shortcuts.range' },
  { keys: ['Delete'], does: 'library.shortcuts.delete' },
  { keys: ['Ctrl Z'], does: 'library.shortcuts.undo' },
  { keys: ['/'], does: 'library.shortcuts.search' },
  { keys: ['V'], does: 'library.shortcuts.view' },
  { keys: ['Shift ←', 'Shift →'], does: 'library.shortcuts.player' },
  { keys: ['Esc'], does: 'library.shortcuts.escape' },
  { keys: ['?'], does: 'library.shortcuts.help' },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  return (
    <Dialog title={text('library.shortcuts')} onClose={onClose}>
      {(close) => (
        <>
          <dl className={styles.list}>
            {shortcuts.map(({ keys, does }) => (
              <div key={does} className={styles.shortcut}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key} className={styles.key}>
                      {key}
                    </kbd>
                  ))}
                </dt>
                <dd>{text(does)}</dd>
              </div>
            ))}
          </dl>
          <DialogActions>
            <Button autoFocus onClick={close}>
              {text('ui.close')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
