import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import type { Client } from '@impresario/client';
import { linkOf, type Link } from './core/link.ts';

const LinkContext = createContext<Link | null>(null);

/** One cache a client, so that two providers of one client know the same. */
const ownCaches = new WeakMap<Client, QueryClient>();

export interface ImpresarioProviderProps {
  /** From `createClient`; a new one, of another user say, begins with an empty cache. */
  readonly client: Client;
  /** The application's own; without it the nearest one above, and without that one of the client's own. */
  readonly queryClient?: QueryClient;
  readonly children?: ReactNode;
}

/**
 * Gives the hooks below it their client, and follows its events for as long as it is there: once, however many
 * providers and components there are.
 */
export function ImpresarioProvider({ client, queryClient, children }: ImpresarioProviderProps) {
  const nearest = useContext(QueryClientContext);
  const cache = queryClient ?? nearest ?? ownCache(client);
  const link = useMemo(() => linkOf(client, cache), [client, cache]);
  useEffect(() => link.hold(), [link]);
  return (
    <QueryClientProvider client={cache}>
      <LinkContext.Provider value={link}>{children}</LinkContext.Provider>
    </QueryClientProvider>
  );
}

function ownCache(client: Client): QueryClient {
  const cache = ownCaches.get(client) ?? new QueryClient();
  ownCaches.set(client, cache);
  return cache;
}

/** What the hooks work with: for queries of your own beside them. Throws outside of an `ImpresarioProvider`. */
export function useImpresario(): Link {
  const link = useContext(LinkContext);
  if (!link) throw new Error('There is no <ImpresarioProvider client={…}> above this component.');
  return link;
}
