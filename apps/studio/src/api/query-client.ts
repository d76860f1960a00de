import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, isUnreachable } from './engine.ts';
import { readReach, setReachable } from './reach.ts';

/** The names of everything the server knows and the page shows. */
export const keys = {
  credits: ['credits'],
  providers: ['providers'],
  tracks: ['tracks'],
  personas: ['personas'],
  apiKeys: ['api-keys'],
  identity: ['identity'],
  timedLyrics: (versionId: string) => ['timed-lyrics', versionId],
  peaks: (sha256: string) => ['peaks', sha256],
} as const;

function judge(error: unknown): void {
  if (isUnreachable(error)) setReachable(false);
  // The credits decide whether the page is signed in, so they are asked again when anything else was refused.
  if (isSignedOut(error)) void queryClient.invalidateQueries({ queryKey: keys.credits });
}

/** An answer came. After a time without one, everything on the page is read again. */
function answered(): void {
  if (readReach().isReachable) return;
  setReachable(true);
  void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'peaks' });
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onSuccess: answered,
    onError: (error, query) => {
      if (query.queryKey[0] !== 'credits' || !isSignedOut(error)) judge(error);
    },
  }),
  mutationCache: new MutationCache({ onSuccess: answered, onError: judge }),
  defaultOptions: {
    // The client repeats what may be repeated; `always`: an engine on this machine answers without a network.
    queries: { retry: false, staleTime: 30_000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});
