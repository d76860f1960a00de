import {
  isTerminal,
  type ResetEvent,
  type Track,
  type TrackEvent,
  type TrackEventType,
} from '@impresario/protocol';
import { isOfTrack, type LoggedEvent } from './event-log.ts';
import type { Frame } from './frame.ts';
import type { PresentTrack } from './ports.ts';
import { formatPosition, type Position } from './position.ts';

/** Turns logged events into frames, each event once, whoever asks for it. */
export interface FrameMaker {
  ofEvent(logged: LoggedEvent): Frame;
  /** The present state of a track, as if it had just changed. */
  ofPresent(track: Track, at: Position): Frame;
  ofReset(tracks: Track[], at: Position): Frame;
  ofEnd(trackId: string): Frame;
}

export function createFrameMaker(present: PresentTrack): FrameMaker {
  const made = new WeakMap<LoggedEvent, Frame>();
  return {
    ofEvent(logged) {
      let frame = made.get(logged);
      if (!frame) {
        frame = isOfTrack(logged)
          ? trackFrame({ ...logged.event, track: present(logged.event.track) }, logged.position)
          : {
              event: 'operation' in logged.event ? 'operation' : 'deleted',
              id: formatPosition(logged.position),
              data: JSON.stringify(logged.event),
            };
        made.set(logged, frame);
      }
      return frame;
    },
    ofPresent: (track, at) =>
      trackFrame(
        {
          type: typeOf(track),
          trackId: track.id,
          revision: track.revision,
          occurredAt: track.updatedAt,
          track,
        },
        at,
      ),
    ofReset: (tracks, at) => ({
      event: 'reset',
      id: formatPosition(at),
      data: JSON.stringify({ tracks } satisfies ResetEvent),
    }),
    // Without an id of its own, so that a browser coming back names the last change it saw.
    ofEnd: (trackId) => ({ event: 'end', id: null, data: JSON.stringify({ trackId }) }),
  };
}

function trackFrame(event: TrackEvent, at: Position): Frame {
  return { event: 'track', id: formatPosition(at), data: JSON.stringify(event) };
}

function typeOf({ status, revision }: Track): TrackEventType {
  if (isTerminal(status)) return `track.${status}` as TrackEventType;
  return revision === 1 ? 'track.created' : 'track.updated';
}
