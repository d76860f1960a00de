import { useState } from 'react';
import type { Plan, UserDetail } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { FieldError } from '../ui/field-error.tsx';
import { Segments } from '../ui/segments.tsx';
import { ReasonField, reasonFault } from './reason-field.tsx';
import styles from './user-page.module.css';
import { useChangePlan } from './use-users.ts';

interface PlanDialogProps {
  readonly user: UserDetail;
  readonly onDone: (plan: Plan) => void;
  readonly onClose: () => void;
}

const plans = ['free', 'pro', 'premium'] as const;

/** Puts a user on another plan, with a reason. */
export function PlanDialog({ user, onDone, onClose }: PlanDialogProps) {
  const text = useText();
  return (
    <Dialog title={text('admin.plan.title')} text={text('admin.plan.text')} onClose={onClose}>
      {(close) => (
        <PlanForm
          user={user}
          onDone={(plan) => {
            close();
            onDone(plan);
          }}
          onCancel={close}
        />
      )}
    </Dialog>
  );
}

interface PlanFormProps {
  readonly user: UserDetail;
  readonly onDone: (plan: Plan) => void;
  readonly onCancel: () => void;
}

function PlanForm({ user, onDone, onCancel }: PlanFormProps) {
  const text = useText();
  const [plan, setPlan] = useState<Plan>(user.plan);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const change = useChangePlan(user.userId, onDone);
  const isSame = plan === user.plan;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (!isSame && !change.isPending && reasonFault(reason, text) === null)
          change.mutate({ plan, reason: reason.trim() });
      }}
    >
      <Segments
        label={text('admin.plan.plan')}
        isWide
        options={plans.map((value) => ({ value, label: text(`credits.plan.${value}`) }))}
        value={plan}
        onChange={setPlan}
      />
      <ReasonField value={reason} isShown={false} isChecked={isChecked} onChange={setReason} />
      <FieldError id="plan-problem">
        {isChecked && isSame ? text('admin.plan.same') : change.error ? explain(change.error) : null}
      </FieldError>
      <DialogActions>
        <Button onClick={onCancel}>{text('admin.cancel')}</Button>
        <Button look="primary" type="submit" aria-disabled={change.isPending || undefined}>
          {change.isPending
            ? text('admin.sending')
            : text('admin.plan.submit', { plan: text(`credits.plan.${plan}`) })}
        </Button>
      </DialogActions>
    </form>
  );
}
