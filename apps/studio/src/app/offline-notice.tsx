import { useEffect, useState } from 'react';
import { useReachable } from '../api/reach.ts';
import { useText } from '../i18n/index.ts';
import styles from './offline-notice.module.css';

const farewellMs = 2_500;

/** Floats over the page while the engine does not answer, and says so when it is back. */
export function OfflineNotice() {
  const text = useText();
  const isReachable = useReachable();
  const [wasLost, setWasLost] = useState(false);
  useEffect(() => {
    if (!isReachable) return setWasLost(true);
    const timer = setTimeout(() => setWasLost(false), farewellMs);
    return () => clearTimeout(timer);
  }, [isReachable]);
  return (
    <div className={styles.place} role="status">
      {(!isReachable || wasLost) && (
        <p className={styles.notice} data-back={isReachable || undefined}>
          {text(isReachable ? 'shell.offline.back' : 'shell.offline')}
        </p>
      )}
    </div>
  );
}
