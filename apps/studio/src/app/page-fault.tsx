import { useEffect, useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { keys } from '../api/query-client.ts';
import { useReachable } from '../api/reach.ts';
import { useText } from '../i18n/index.ts';
import { usePlayer } from '../player/player.ts';
import { Button } from '../ui/button.tsx';
import { StagePicture } from '../ui/stage-picture.tsx';
import { PageMissing } from './lazy-page.tsx';
import { PageTitle } from './page-title.tsx';
import styles from './page-notice.module.css';

/** Instead of a page that could not be shown: because of an update, for want of a server, or by a fault of ours. */
export function PageFault({ error }: ErrorComponentProps) {
  return error instanceof PageMissing ? <Missing /> : <Broken error={error} />;
}

function Missing() {
  const client = useQueryClient();
  const isReachable = useReachable();
  const [wasAway, setWasAway] = useState(!isReachable);
  // Whether the file is gone or the whole server is told apart by asking it something.
  useEffect(() => void client.invalidateQueries({ queryKey: keys.credits }), [client]);
  useEffect(() => {
    if (!isReachable) setWasAway(true);
  }, [isReachable]);
  if (!isReachable) return <Notice kind="away" />;
  return wasAway ? <Returned /> : <Updated />;
}

function Updated() {
  const text = useText();
  return (
    <Notice kind="updated">
      <ReloadButton>{text('shell.updated.reload')}</ReloadButton>
    </Notice>
  );
}

/** Browsers remember that a module could not be fetched, so nothing but a load of the page brings it. */
function Returned() {
  const text = useText();
  const isSilent = usePlayer(({ status }) => status !== 'playing');
  useEffect(() => {
    if (isSilent) window.location.reload();
  }, [isSilent]);
  return (
    <Notice kind="returned">
      <ReloadButton>{text('shell.returned.reload')}</ReloadButton>
    </Notice>
  );
}

function ReloadButton({ children }: { children: string }) {
  return (
    <Button look="primary" icon="retry" onClick={() => window.location.reload()}>
      {children}
    </Button>
  );
}

function Broken({ error }: { error: unknown }) {
  const text = useText();
  const router = useRouter();
  return (
    <Notice kind="fault">
      <Button look="primary" icon="retry" onClick={() => void router.invalidate()}>
        {text('shell.fault.retry')}
      </Button>
      <details className={styles.details}>
        <summary>{text('shell.fault.details')}</summary>
        <pre>{error instanceof Error ? error.message : String(error)}</pre>
      </details>
    </Notice>
  );
}

interface NoticeProps {
  readonly kind: 'updated' | 'away' | 'returned' | 'fault';
  readonly children?: ReactNode;
}

function Notice({ kind, children }: NoticeProps) {
  const text = useText();
  return (
    <div className={styles.notice}>
      <StagePicture isOpen={false} />
      <PageTitle title={text(`shell.${kind}.title`)} className={styles.title} />
      <p className={styles.text}>{text(`shell.${kind}.text`)}</p>
      {children}
    </div>
  );
}
