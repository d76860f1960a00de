import { useEffect } from 'react';
import { useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { StagePicture } from '../ui/stage-picture.tsx';
import { PageTitle } from './page-title.tsx';
import styles from './signed-out.module.css';

interface SignedOutProps {
  /** Whether this page was let in before: what did that has ended. */
  readonly wasIn: boolean;
  readonly onCheck: () => void;
  readonly isChecking: boolean;
}

/** For someone who came without the key: the address the engine printed at its start carries it. */
export function SignedOut({ wasIn, onCheck, isChecking }: SignedOutProps) {
  const text = useText();
  // The address may have been opened in another tab: coming back here is enough then.
  useEffect(() => {
    window.addEventListener('focus', onCheck);
    return () => window.removeEventListener('focus', onCheck);
  }, [onCheck]);
  return (
    <div className={styles.out}>
      <StagePicture isOpen={false} />
      <PageTitle title={text('shell.out.title')} className={styles.title} />
      <p className={styles.text}>{text(wasIn ? 'shell.out.ended' : 'shell.out.text')}</p>
      {!wasIn && (
        <pre className={styles.sample} aria-label={text('shell.out.sample')}>
          <span className={styles.prompt}>$</span> npm start{'\n'}
          Open <span className={styles.address}>{window.location.origin}/…</span>
        </pre>
      )}
      <Button icon="retry" disabled={isChecking} onClick={onCheck}>
        {text('shell.out.check')}
      </Button>
    </div>
  );
}
