import { useState } from 'react';
import type { AuditAction } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { SelectField, TextField } from '../ui/text-field.tsx';
import { AdminPage, forAdmins } from './admin-page.tsx';
import styles from './audit-list.module.css';
import { AuditList } from './audit-list.tsx';
import { useTyped } from './use-typed.ts';

const actions = [
  'credits.move',
  'plan.change',
  'key.create',
  'key.revoke',
] as const satisfies readonly AuditAction[];

/** Everything that administrators and keys changed. */
export const AuditPage = forAdmins(function Audit() {
  const text = useText();
  const [action, setAction] = useState<AuditAction | null>(null);
  const [subject, setSubject] = useState('');
  const [actor, setActor] = useState('');
  const filter = { action, subject: useTyped(subject.trim()), actor: useTyped(actor.trim()) };
  const field = { type: 'search', autoComplete: 'off', spellCheck: false, error: null } as const;
  return (
    <AdminPage title={text('admin.audit')} lead={text('admin.audit.lead')}>
      <div className={styles.filters}>
        <SelectField
          label={text('admin.audit.action')}
          value={action ?? ''}
          options={[
            { id: '', label: text('admin.audit.all') },
            ...actions.map((id) => ({ id, label: text(`admin.action.${id}`) })),
          ]}
          onChange={(chosen) => setAction(actions.find((each) => each === chosen) ?? null)}
        />
        <TextField
          {...field}
          label={text('admin.audit.subject')}
          hint={text('admin.audit.exact')}
          value={subject}
          onChange={setSubject}
        />
        <TextField
          {...field}
          label={text('admin.audit.actor')}
          hint={text('admin.audit.exact')}
          value={actor}
          onChange={setActor}
        />
      </div>
      <AuditList
        filter={filter}
        isFiltered={action !== null || filter.subject !== '' || filter.actor !== ''}
      />
    </AdminPage>
  );
});
