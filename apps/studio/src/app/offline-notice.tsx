import { useEffect, useState } from 'react';
import { useReachable } from '../api/reach.ts';
import { useText } from '../i18n/index.ts';
import styles from './offline-notice.module.css';

const farewellMs = 2_500;
/** From then on it says how long it has been, and what that means. */
const longMs = 20_000;

/** Floats over the page while the engine does not answer, and says so when it is back. */
export function OfflineNotice() {
  const text = useText();
  const isReachable = useReachable();
  const [wasLost, setWasLost] = useState(false);
  const lostForMs = useTimeSince(!isReachable);
  useEffect(() => {
    if (!isReachable) return setWasLost(true);
    const timer = setTimeout(() => setWasLost(false), farewellMs);
    return () => clearTimeout(timer);
  }, [isReachable]);
  const isLong = lostForMs >= longMs;
  return (
    <div className={styles.place} role="status">
      {(!isReachable || wasLost) && (
        <div className={styles.notice} data-back={isReachable || undefined}>
          <p>
            {isReachable
              ? text('shell.offline.back')
              : isLong
                ? text('shell.offline.long', { minutes: Math.floor(lostForMs / 60_000) })
                : text('shell.offline')}
          </p>
          {!isReachable && isLong && (
            <p className={styles.more}>
              {text(navigator.onLine ? 'shell.offline.kept' : 'shell.offline.network')}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

/** How long `isSo` has been true, looked at every few seconds; 0 while it is not. */
function useTimeSince(isSo: boolean): number {
  const [ms, setMs] = useState(0);
  useEffect(() => {
    if (!isSo) return setMs(0);
    const since = Date.now();
    const timer = setInterval(() => setMs(Date.now() - since), 5_000);
    return () => clearInterval(timer);
  }, [isSo]);
  return ms;
}
