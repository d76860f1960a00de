import { systemClock, type Client } from '@impresario/client';
import type { TrackEvent } from '@impresario/protocol';
import type { Connection } from './connection.ts';
import type { TrackCache } from './track-cache.ts';

const restartMs = 5_000;

interface Banks {
  readonly client: Client;
  readonly connection: Connection;
  readonly tracks: TrackCache;
  /** Credits were moved. */
  readonly onCredits: () => void;
  /** What happened since the last reading may have been missed. */
  readonly onGap: () => void;
  readonly listeners: ReadonlySet<(event: TrackEvent) => void>;
}

/** Lets the server's events flow into the cache until the signal is aborted. */
export async function flow(banks: Banks, signal: AbortSignal): Promise<void> {
  const { client, connection } = banks;
  while (!signal.aborted) {
    try {
      const onConnection = (isOpen: boolean) => {
        if (signal.aborted) return;
        connection.change({ state: isOpen ? 'live' : 'connecting' });
        banks.onGap();
      };
      for await (const event of client.events({ signal, onConnection })) receive(banks, event);
    } catch {
      // Refused rather than broken: the other requests find out why and say so.
      banks.onCredits();
    }
    await systemClock.sleep(restartMs, signal).catch(() => undefined);
  }
  connection.change({ state: 'closed' });
}

function receive(banks: Banks, event: TrackEvent): void {
  banks.tracks.show(event.track);
  for (const listener of banks.listeners) listener(event);
  // Percentages cost nothing; a beginning and an end may have.
  if (event.type !== 'track.updated') banks.onCredits();
}
