import { Link } from '@tanstack/react-router';
import type { AuditEntry } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { readLocale, useText } from '../i18n/index.ts';
import { MoreRows } from '../ui/more-rows.tsx';
import { changesOf, reasonOf, type Change } from './audit-words.ts';
import styles from './audit-list.module.css';
import { useAudit, type AuditFilter } from './use-users.ts';

/** What was changed, newest first: who, of whom, from what to what, and why. */
export function AuditList({ filter, isFiltered }: { filter: AuditFilter; isFiltered: boolean }) {
  const text = useText();
  const query = useAudit(filter);
  const entries = query.data?.pages.flatMap((page) => page.data) ?? [];
  if (entries.length === 0) {
    const none = text(isFiltered ? 'admin.audit.none.filtered' : 'admin.audit.none');
    const words = query.error ? text('admin.unread', { why: explain(query.error) }) : none;
    return <p className={styles.note}>{query.isPending ? text('admin.reading') : words}</p>;
  }
  return (
    <>
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
      <MoreRows query={query} more={text('admin.audit.more')} end={text('admin.audit.end')} />
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const text = useText();
  const { action, actor, subject, details, createdAt, requestId } = entry;
  const reason = reasonOf(entry);
  const byKey = details['byKey'] !== undefined;
  const at = new Date(createdAt).toLocaleString(readLocale(), { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <li className={styles.entry}>
      <p className={styles.title}>
        {text(`admin.action.${action}`)}{' '}
        <Link to="/admin/users/$userId" params={{ userId: subject }}>
          {subject}
        </Link>
      </p>
      <ul className={styles.changes}>
        {changesOf(entry).map((change) => (
          <Diff key={change.name} change={change} />
        ))}
      </ul>
      {reason && <p className={styles.reason}>{reason}</p>}
      <p className={styles.facts}>
        <time dateTime={createdAt}>{at}</time>
        <span>{text(byKey ? 'admin.audit.byKey' : 'admin.audit.by', { actor })}</span>
        {requestId && <code>{text('admin.audit.request', { id: requestId })}</code>}
      </p>
    </li>
  );
}

function Diff({ change: { name, from, to } }: { change: Change }) {
  const text = useText();
  const isBoth = from !== null && to !== null;
  return (
    <li>
      <span className={styles.name}>{name}</span>
      {isBoth && (
        <span className="visually-hidden">
          {text('admin.change.from', { value: from })}, {text('admin.change.to', { value: to })}
        </span>
      )}
      {/* Struck out and arrows say little to ears. */}
      <span className={styles.diff} aria-hidden={isBoth || undefined}>
        {from !== null && <del>{from}</del>}
        {isBoth && ' → '}
        {to !== null && <ins>{to}</ins>}
      </span>
    </li>
  );
}
