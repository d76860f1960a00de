import { isSignedOut } from '../api/engine.ts';
import { useCredits } from '../api/queries.ts';
import { Header } from './header.tsx';
import { LiveRegion } from './live-region.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { SignedOut } from './signed-out.tsx';
import { Studio } from './studio.tsx';

export function App() {
  const credits = useCredits();
  const isOut = isSignedOut(credits.error);
  return (
    <>
      <Header credits={isOut ? null : (credits.data ?? null)} />
      {isOut ? (
        <SignedOut onCheck={() => void credits.refetch()} isChecking={credits.isFetching} />
      ) : (
        <Studio />
      )}
      <OfflineNotice />
      <LiveRegion />
    </>
  );
}
