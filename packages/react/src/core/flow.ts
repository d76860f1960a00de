import type {
  Client,
  ConnectionState,
  ImpresarioError,
  OperationChange,
  TrackChange,
} from '@impresario/client';

export interface FlowListener {
  onTrack(change: TrackChange): void;
  onOperation(change: OperationChange): void;
  /** A track was deleted, here or on another device. */
  onDelete(trackId: string): void;
  onState(state: ConnectionState): void;
  /** Something may have happened that no change will tell of. */
  onGap(): void;
  /** The server lets this user hear nothing; the flow is over. */
  onRefused(error: ImpresarioError): void;
}

/** Listens to everything of the user until the returned function is called. */
export function openFlow({ realtime }: Client, listener: FlowListener): () => void {
  let isOver = false;
  const refused = (error: ImpresarioError) => {
    // Both subscriptions are told of one refusal.
    if (isOver) return;
    end();
    listener.onRefused(error);
  };
  const stops = [
    realtime.onConnection((state) => {
      if (!isOver) listener.onState(state);
    }),
    realtime.subscribeToTracks((change) => listener.onTrack(change), {
      onError: refused,
      onDelete: (trackId) => listener.onDelete(trackId),
      onGap: () => listener.onGap(),
    }),
    realtime.subscribeToOperations((change) => listener.onOperation(change), { onError: refused }),
  ];
  function end(): void {
    isOver = true;
    for (const stop of stops) stop();
  }
  return end;
}
