import { RouterProvider } from '@tanstack/react-router';
import { isSignedOut } from '../api/engine.ts';
import { useCredits } from '../api/queries.ts';
import { useLive } from '../api/use-live.ts';
import { useLanguage } from '../i18n/index.ts';
import { useMediaSession } from '../player/media-session.ts';
import { usePlayerKeys } from '../player/player-keys.ts';
import { useEndToasts } from '../toasts/use-end-toasts.ts';
import { useForgettingToast } from '../toasts/use-forgetting-toast.ts';
import { usePersonaToasts } from '../toasts/use-persona-toasts.ts';
import { useRemovalKeys } from '../tracks/use-removal-keys.ts';
import { useUpdateToast } from '../toasts/use-update-toast.ts';
import { router } from './router.tsx';

export function App() {
  const { error } = useCredits();
  const language = useLanguage();
  return (
    <>
      {!isSignedOut(error) && <Session />}
      {/* Drawn anew in another language, so that no word of the former one stays anywhere. */}
      <RouterProvider key={language} router={router} />
    </>
  );
}

/** What goes on behind the pages for as long as somebody is let in. */
function Session() {
  useLive();
  usePlayerKeys();
  useMediaSession();
  useEndToasts();
  usePersonaToasts();
  useForgettingToast();
  useRemovalKeys();
  useUpdateToast();
  return null;
}
