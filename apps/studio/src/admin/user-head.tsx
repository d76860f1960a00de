import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { announce } from '../app/announcer.ts';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import styles from './user-page.module.css';

/** Under the title: the way back, the id to take along, and since when they are known. */
export function UserHead({ userId, since }: { userId: string; since: string | null }) {
  const text = useText();
  const now = useNow(60_000);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(userId);
    setCopied(true);
    announce(text('admin.user.copied'));
  };
  return (
    <div className={styles.head}>
      <Link to="/admin/users">{text('admin.user.all')}</Link>
      {/* Where there is no clipboard, as on a plain http: address, the id stands in the title to be selected. */}
      {window.isSecureContext && (
        <Button look="quiet" icon={isCopied ? 'check' : 'copy'} onClick={() => void copy().catch(() => {})}>
          {text('admin.user.copy')}
        </Button>
      )}
      {since && <span>{text('admin.user.since', { when: timeAgo(since, now) })}</span>}
    </div>
  );
}
