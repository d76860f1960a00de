import { useState } from 'react';
import type { UserDetail } from '@impresario/protocol';
import { announce } from '../app/announcer.ts';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { creditCount } from '../words/amounts.ts';
import { CreditsDialog } from './credits-dialog.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import styles from './user-page.module.css';
import { useRevokeKeys } from './use-users.ts';

/** What an administrator may do about a user; what was done is said, and stands in the audit log. */
export function UserActions({ user }: { user: UserDetail }) {
  const text = useText();
  const [open, setOpen] = useState<'plan' | 'credits' | 'keys' | null>(null);
  const [done, setDone] = useState('');
  const tell = (words: string) => {
    setDone(words);
    announce(words);
  };
  const revoke = useRevokeKeys(user.userId, (count) => tell(text('admin.user.revoked', { count })));
  const close = () => setOpen(null);
  return (
    <div className={styles.actions}>
      <Button icon="coin" aria-haspopup="dialog" onClick={() => setOpen('credits')}>
        {text('admin.user.moveCredits')}
      </Button>
      <Button icon="edit" aria-haspopup="dialog" onClick={() => setOpen('plan')}>
        {text('admin.user.changePlan')}
      </Button>
      {user.keys.length > 0 && (
        <Button look="danger" icon="key" aria-haspopup="dialog" onClick={() => setOpen('keys')}>
          {text('admin.user.revokeKeys')}
        </Button>
      )}
      {done && <p className={styles.done}>{done}</p>}
      <FieldError id="unrevoked">{revoke.error ? explain(revoke.error) : null}</FieldError>
      {open === 'credits' && (
        <CreditsDialog
          user={user}
          onDone={(balance) => tell(text('admin.move.moved', { balance: creditCount(balance) }))}
          onClose={close}
        />
      )}
      {open === 'plan' && (
        <PlanDialog
          user={user}
          onDone={(plan) => tell(text('admin.plan.changed', { plan: text(`credits.plan.${plan}`) }))}
          onClose={close}
        />
      )}
      {open === 'keys' && (
        <ConfirmDialog
          title={text('admin.user.revokeKeys.title')}
          text={text('admin.user.revokeKeys.text')}
          action={text('admin.user.revokeKeys')}
          onConfirm={() => revoke.mutate()}
          onClose={close}
        />
      )}
    </div>
  );
}
