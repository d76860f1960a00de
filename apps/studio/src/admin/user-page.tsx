import { useState } from 'react';
import { useParams } from '@tanstack/react-router';
import { ImpresarioError } from '@impresario/client';
import type { UserDetail } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { Segments } from '../ui/segments.tsx';
import { AdminPage, forAdmins } from './admin-page.tsx';
import { AuditList } from './audit-list.tsx';
import { UserActions } from './user-actions.tsx';
import { UserFacts } from './user-facts.tsx';
import { UserHead } from './user-head.tsx';
import { UserKeys } from './user-keys.tsx';
import { UserLedger } from './user-ledger.tsx';
import styles from './user-page.module.css';
import { UserTracks } from './user-tracks.tsx';
import { useUser } from './use-users.ts';

const tabs = ['ledger', 'tracks', 'keys', 'changes'] as const;
type Tab = (typeof tabs)[number];

/** All about one user, and what an administrator may do about them. */
export const UserPage = forAdmins(function User() {
  const text = useText();
  const { userId } = useParams({ from: '/admin/users/$userId' });
  const { data, error } = useUser(userId);
  const isUnknown = error instanceof ImpresarioError && error.code === 'not_found';
  if (isUnknown) {
    return (
      <AdminPage title={text('admin.user.none.title')} lead={text('admin.user.none.text')}>
        <UserHead userId={userId} since={null} />
      </AdminPage>
    );
  }
  return (
    <AdminPage title={userId}>
      <UserHead userId={userId} since={data?.createdAt ?? null} />
      {data ? (
        <Everything key={userId} user={data} />
      ) : (
        <p>{error ? text('admin.unread', { why: explain(error) }) : text('admin.reading')}</p>
      )}
    </AdminPage>
  );
});

function Everything({ user }: { user: UserDetail }) {
  const text = useText();
  const [tab, setTab] = useState<Tab>('ledger');
  return (
    <>
      <UserFacts user={user} />
      <UserActions user={user} />
      <Segments
        label={text('admin.user.tabs')}
        isWide
        isLabelHidden
        options={tabs.map((value) => ({ value, label: text(`admin.user.${value}`) }))}
        value={tab}
        onChange={setTab}
      />
      <div className={styles.shown}>
        <h2 className="visually-hidden">{text(`admin.user.${tab}`)}</h2>
        {tab === 'ledger' && <UserLedger user={user} />}
        {tab === 'tracks' && <UserTracks userId={user.userId} />}
        {tab === 'keys' && <UserKeys user={user} />}
        {tab === 'changes' && (
          <AuditList filter={{ action: null, subject: user.userId, actor: '' }} isFiltered={false} />
        )}
      </div>
    </>
  );
}
