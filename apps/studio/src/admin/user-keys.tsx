import type { UserDetail } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { KeyRow } from '../keys/key-row.tsx';
import { useNow } from '../words/use-now.ts';
import styles from './row-list.module.css';

/** The keys that act for a user; to be looked at, and revoked all together. */
export function UserKeys({ user }: { user: UserDetail }) {
  const text = useText();
  const now = useNow(30_000);
  if (user.keys.length === 0) return <p className={styles.note}>{text('admin.user.keys.none')}</p>;
  return (
    <ul>
      {user.keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} now={now} />
      ))}
    </ul>
  );
}
