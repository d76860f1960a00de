import { useEffect } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { OperationEvent, TrackEvent } from '@impresario/protocol';
import { announceEvent } from '../app/announcer.ts';
import { engine } from './engine.ts';
import { followOperations, showOperation } from './operations.ts';
import { keys } from './query-client.ts';
import { setLive } from './reach.ts';
import { showTrack } from './track-cache.ts';

const restartMs = 5_000;

/** Lets the server's events flow into the query cache for as long as the component is there. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    void follow(client, stop.signal);
    const stopFollowing = followOperations(client);
    return () => {
      stopFollowing();
      stop.abort();
      setLive(false);
    };
  }, [client]);
}

async function follow(client: QueryClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const onConnection = (isOpen: boolean) => {
        if (!signal.aborted) connectionChanged(client, isOpen);
      };
      const onOperation = ({ operation }: OperationEvent) => showOperation(client, operation);
      const events = engine.events({ signal, onConnection, onOperation });
      for await (const event of events) receive(client, event);
    } catch {
      // Refused rather than broken: the other requests find out why and say so.
      void client.invalidateQueries({ queryKey: keys.credits });
    }
    await new Promise((resolve) => setTimeout(resolve, restartMs));
  }
}

function connectionChanged(client: QueryClient, isOpen: boolean): void {
  setLive(isOpen);
  // Up: whatever happened meanwhile is read once. Down: asking takes over, and tells whether the engine is gone.
  void client.invalidateQueries({ queryKey: keys.tracks });
  void client.invalidateQueries({ queryKey: keys.credits });
}

function receive(client: QueryClient, event: TrackEvent): void {
  showTrack(client, event.track);
  announceEvent(event);
  if (event.type !== 'track.updated') void client.invalidateQueries({ queryKey: keys.credits });
}
