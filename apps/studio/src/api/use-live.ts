import { useOperationChanges, useTrackChanges } from '@impresario/react';
import { announce, announceEvent } from '../app/announcer.ts';
import { operationDone } from '../words/operations.ts';

const ends = { completed: 'track.completed', failed: 'track.failed', cancelled: 'track.cancelled' } as const;

/** Says aloud what happens to tracks and to the work beside them. */
export function useLive(): void {
  useTrackChanges(({ new: track, old }) => {
    const { status, id: trackId, revision, updatedAt: occurredAt } = track;
    const isEnd = status !== old?.status && status in ends;
    const type = isEnd ? ends[status as keyof typeof ends] : 'track.updated';
    announceEvent({ type, track, trackId, revision, occurredAt });
  });
  useOperationChanges(({ new: operation, old }) => {
    // What failed stands where it was asked for, as an alert, which is read aloud by itself.
    if (operation.status === 'completed' && old?.status !== 'completed') announce(operationDone(operation));
  });
}
