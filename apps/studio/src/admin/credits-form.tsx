import { useState } from 'react';
import type { UserDetail } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { Segments } from '../ui/segments.tsx';
import { TextField } from '../ui/text-field.tsx';
import { creditCount } from '../words/amounts.ts';
import { amountMax, readAmount } from './read-amount.ts';
import { ReasonField, reasonFault } from './reason-field.tsx';
import styles from './user-page.module.css';

export interface Move {
  /** Credits; taken when negative. */
  readonly amount: number;
  readonly reason: string;
}

interface CreditsFormProps {
  readonly user: UserDetail;
  /** What was typed before somebody thought again. */
  readonly first: Move | null;
  readonly onCheck: (move: Move) => void;
  readonly onCancel: () => void;
}

const ways = ['give', 'take'] as const;

/** Asks which way, how many and why. */
export function CreditsForm({ user, first, onCheck, onCancel }: CreditsFormProps) {
  const text = useText();
  const [way, setWay] = useState<(typeof ways)[number]>((first?.amount ?? 1) < 0 ? 'take' : 'give');
  const [typed, setTyped] = useState(first ? String(Math.abs(first.amount)) : '');
  const [reason, setReason] = useState(first?.reason ?? '');
  const [isChecked, setChecked] = useState(false);
  const amount = readAmount(typed);
  const balance = user.creditsRemaining;
  const fault =
    amount === null
      ? text('admin.move.amount.wrong', { max: creditCount(amountMax) })
      : way === 'take' && amount > balance
        ? text('admin.move.amount.tooMuch', { balance: creditCount(balance) })
        : null;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (amount === null || fault !== null || reasonFault(reason, text) !== null) return;
        onCheck({ amount: way === 'give' ? amount : -amount, reason: reason.trim() });
      }}
    >
      <Segments
        label={text('admin.move.direction')}
        isWide
        options={ways.map((value) => ({ value, label: text(`admin.move.${value}`) }))}
        value={way}
        onChange={setWay}
      />
      <TextField
        autoFocus
        label={text('admin.move.amount')}
        hint={text('admin.move.amount.hint')}
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        error={isChecked ? fault : null}
        onChange={setTyped}
      />
      <ReasonField value={reason} isShown isChecked={isChecked} onChange={setReason} />
      <DialogActions>
        <Button onClick={onCancel}>{text('admin.cancel')}</Button>
        <Button look="primary" type="submit">
          {text('admin.move.check')}
        </Button>
      </DialogActions>
    </form>
  );
}
