import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import type { User } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { useText } from '../i18n/index.ts';
import { MoreRows } from '../ui/more-rows.tsx';
import { Segments } from '../ui/segments.tsx';
import { TextField } from '../ui/text-field.tsx';
import { credits as creditWords } from '../words/amounts.ts';
import { timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import { AdminPage, forAdmins } from './admin-page.tsx';
import { PlanBadge } from './plan-badge.tsx';
import styles from './users-page.module.css';
import { useTyped } from './use-typed.ts';
import { useUsers } from './use-users.ts';

const orders = ['active', 'newest'] as const;

/** Everybody who ever asked for something: the busiest of the day, or the newest, or those that are looked for. */
export const UsersPage = forAdmins(function Users() {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<'active' | 'newest'>('active');
  const search = useTyped(typed.trim());
  const now = useNow(30_000);
  // Who is looked for by name is wanted whether or not they did something today.
  const query = useUsers(search, search ? 'newest' : order);
  const users = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <AdminPage title={text('admin.users')} lead={text('admin.users.lead')}>
      <div className={styles.bar}>
        <TextField
          label={text('admin.users.search')}
          hint={text('admin.users.search.hint')}
          type="search"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          error={null}
          onChange={setTyped}
        />
        {!search && (
          <Segments
            label={text('admin.users.order')}
            isWide
            options={orders.map((value) => ({ value, label: text(`admin.users.${value}`) }))}
            value={order}
            onChange={setOrder}
          />
        )}
      </div>
      {query.error && users.length === 0 && (
        <p role="alert">{text('admin.unread', { why: explain(query.error) })}</p>
      )}
      {query.isPending && <p className={styles.note}>{text('admin.reading')}</p>}
      {query.data && users.length === 0 && (
        <p className={styles.note}>
          {search
            ? text('admin.users.none.found', { search })
            : text(order === 'active' ? 'admin.users.none.active' : 'admin.users.none')}
        </p>
      )}
      {users.length > 0 && (
        <>
          <ul className={styles.list}>
            {users.map((user) => (
              <UserRow key={user.userId} user={user} now={now} />
            ))}
          </ul>
          <MoreRows query={query} more={text('admin.users.more')} end={text('admin.users.end')} />
        </>
      )}
    </AdminPage>
  );
});

function UserRow({ user, now }: { user: User; now: number }) {
  const text = useText();
  const { userId, plan, creditsRemaining, tracksLastDay, createdAt } = user;
  return (
    <li>
      <Link to="/admin/users/$userId" params={{ userId }} className={styles.row}>
        <span className={styles.id}>{userId}</span>
        <PlanBadge plan={plan} />
        <span className={styles.songs}>{text('admin.users.songs', { count: tracksLastDay })}</span>
        <span className={styles.facts}>
          {text('admin.users.balance', { amount: creditWords(creditsRemaining) })},{' '}
          {text('admin.users.since', { when: timeAgo(createdAt, now) })}
        </span>
      </Link>
    </li>
  );
}
