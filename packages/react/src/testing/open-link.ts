import { QueryClient } from '@tanstack/react-query';
import { createClient } from '@impresario/client';
import { linkOf } from '../core/link.ts';
import { FarEnd } from './far-end.ts';

/** A link to a far end of its own; `await using` ends both. */
export async function openLink() {
  const farEnd = await new FarEnd().open();
  const client = createClient({ baseUrl: farEnd.url });
  const queryClient = new QueryClient();
  const link = linkOf(client, queryClient);
  const releases: (() => void)[] = [];
  return {
    farEnd,
    client,
    queryClient,
    link,
    /** Lets events flow, and waits until they do. */
    async hold(): Promise<() => void> {
      const release = link.hold();
      releases.push(release);
      await until(() => link.connection.get().state === 'live');
      return release;
    },
    async [Symbol.asyncDispose]() {
      for (const release of releases) release();
      queryClient.clear();
      await farEnd.close();
    },
  };
}

/** Waits for a condition; fails with the test's own time limit when it never comes true. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
