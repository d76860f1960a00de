import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { linkOf } from '@impresario/react';
import { engine, isSignedOut } from './engine.ts';

/** The credits decide whether the page is signed in, so they are asked again when anything else was refused. */
function judge(error: unknown): void {
  if (isSignedOut(error)) link.refreshCredits();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryHash !== JSON.stringify(keys.credits)) judge(error);
    },
  }),
  mutationCache: new MutationCache({ onError: judge }),
  // Of what the page asks beside the hooks. The client repeats what may be repeated; `always`: an engine on this
  // machine answers without a network.
  defaultOptions: {
    queries: { retry: false, staleTime: 30_000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** What the hooks work with, for what is no component. */
export const link = linkOf(engine, queryClient);

/** The names of what the server knows and the page shows: the hooks' own, and what only this page asks. */
export const keys = {
  credits: link.keys.credits,
  providers: link.keys.providers,
  personas: link.keys.personas,
  apiKeys: [...link.keys.all, 'api-keys'],
  identity: [...link.keys.all, 'identity'],
  families: [...link.keys.all, 'family'],
  family: (trackId: string) => [...link.keys.all, 'family', trackId],
  timedLyrics: (versionId: string) => [...link.keys.all, 'timed-lyrics', versionId],
  /** Of bytes that never change, so not among what is read again. */
  peaks: (sha256: string) => ['peaks', sha256],
} as const;
