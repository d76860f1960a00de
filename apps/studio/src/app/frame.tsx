import { Outlet } from '@tanstack/react-router';
import { isSignedOut } from '../api/engine.ts';
import { useCredits } from '../api/queries.ts';
import { useText } from '../i18n/index.ts';
import { PlayerDock } from '../player/player-dock.tsx';
import { usePlayer } from '../player/player.ts';
import { Toaster } from '../toasts/toaster.tsx';
import { Header } from './header.tsx';
import { LiveRegion } from './live-region.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { SignedOut } from './signed-out.tsx';
import styles from './frame.module.css';

/** Around every page: the navigation, the player, and what the studio has to say by itself. */
export function Frame() {
  const text = useText();
  const credits = useCredits();
  const isOut = isSignedOut(credits.error);
  const hasDock = usePlayer(({ current }) => current !== null);
  return (
    <div className={styles.frame} data-dock={(!isOut && hasDock) || undefined}>
      <a href="#content" className={styles.skip}>
        {text('shell.skip')}
      </a>
      <Header credits={isOut ? null : (credits.data ?? null)} isOut={isOut} />
      <main id="content" className={styles.main} tabIndex={-1}>
        {isOut ? (
          <SignedOut
            wasIn={credits.data !== undefined}
            onCheck={() => void credits.refetch()}
            isChecking={credits.isFetching}
          />
        ) : (
          <Outlet />
        )}
      </main>
      {!isOut && (
        <>
          <Toaster />
          <PlayerDock />
        </>
      )}
      <OfflineNotice />
      <LiveRegion />
    </div>
  );
}
