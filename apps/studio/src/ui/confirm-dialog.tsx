import { say } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone; the harmless answer has the focus. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} text={text} onClose={onClose}>
      {(close) => (
        <DialogActions>
          <Button autoFocus onClick={close}>
            {say('ui.keep')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onConfirm();
              close();
            }}
          >
            {action}
          </Button>
        </DialogActions>
      )}
    </Dialog>
  );
}
