import { useState } from 'react';
import type { UserDetail } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { newKey } from '@impresario/client';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { creditCount, credits as creditWords } from '../words/amounts.ts';
import { CreditsForm, type Move } from './credits-form.tsx';
import styles from './user-page.module.css';
import { useMoveCredits } from './use-users.ts';

interface CreditsDialogProps {
  readonly user: UserDetail;
  readonly onDone: (balance: number) => void;
  readonly onClose: () => void;
}

/** Gives a user credits, or takes them: first said, then confirmed, once however often it has to be sent. */
export function CreditsDialog({ user, onDone, onClose }: CreditsDialogProps) {
  const text = useText();
  const [move, setMove] = useState<(Move & { key: string }) | null>(null);
  const [first, setFirst] = useState<Move | null>(null);
  return (
    <Dialog title={text('admin.move.title')} onClose={onClose}>
      {(close) =>
        move ? (
          <Confirmation
            user={user}
            move={move}
            onDone={(balance) => {
              close();
              onDone(balance);
            }}
            onBack={() => {
              setFirst(move);
              setMove(null);
            }}
          />
        ) : (
          <CreditsForm
            user={user}
            first={first}
            onCheck={(checked) => setMove({ ...checked, key: newKey() })}
            onCancel={close}
          />
        )
      }
    </Dialog>
  );
}

interface ConfirmationProps {
  readonly user: UserDetail;
  readonly move: Move & { readonly key: string };
  readonly onDone: (balance: number) => void;
  readonly onBack: () => void;
}

function Confirmation({ user, move, onDone, onBack }: ConfirmationProps) {
  const text = useText();
  const send = useMoveCredits(user.userId, onDone);
  const { amount, reason, key } = move;
  const way = amount > 0 ? 'give' : 'take';
  const words = creditWords(Math.abs(amount));
  const before = user.creditsRemaining;
  const after = Math.round((before + amount) * 1000) / 1000;
  return (
    <div className={styles.form}>
      <p className={styles.question}>
        {text(`admin.move.confirm.${way}`, { amount: words, user: user.userId })}
      </p>
      <p>{text('admin.move.preview', { before: creditCount(before), after: creditCount(after) })}</p>
      <p className={styles.reason}>{reason}</p>
      <FieldError id="move-problem">{send.error ? explain(send.error) : null}</FieldError>
      <DialogActions>
        <Button autoFocus onClick={onBack}>
          {text('admin.move.back')}
        </Button>
        <Button
          look="primary"
          aria-disabled={send.isPending || undefined}
          onClick={() => {
            if (!send.isPending) send.mutate({ amount, reason, key });
          }}
        >
          {send.isPending ? text('admin.sending') : text(`admin.move.submit.${way}`, { amount: words })}
        </Button>
      </DialogActions>
    </div>
  );
}
