import { isTerminal } from '@impresario/protocol';
import {
  isOfTrack,
  readBounds,
  readEvents,
  readLastEvent,
  readTracks,
  type LoggedEvent,
} from './event-log.ts';
import { heartbeat, type Frame } from './frame.ts';
import type { FrameMaker } from './frames.ts';
import type { LogReader } from './log-reader.ts';
import type { Log, Pool, PresentTrack, Sink } from './ports.ts';
import { comparePositions, formatPosition, parsePosition, type Position } from './position.ts';

export interface SubscriberOptions {
  readonly pool: Pool;
  readonly log: Log;
  readonly reader: LogReader;
  readonly frames: FrameMaker;
  readonly present: PresentTrack;
  readonly userId: string;
  /** null for all tracks of the user. */
  readonly trackId: string | null;
  /** The last event id the client got; null to start from the present. */
  readonly after: string | null;
  readonly sink: Sink;
  readonly onClosed: () => void;
}

/** Events kept for a client that still reads history; with more, it goes on reading the log instead. */
const PENDING_MAX = 500;

/**
 * One client on one stream. It first joins the live reader, then reads the log up to where it joined, then
 * takes what came live meanwhile: nothing falls between, nothing is sent twice (RT-1).
 */
export class Subscriber {
  readonly userId: string;
  readonly #options: SubscriberOptions;
  /** All before this has been sent. */
  #position: Position = { xid: 0n, id: 0n };
  /** What came live while history was read; null once it has been. */
  #pending: LoggedEvent[] | null = [];
  /** History is read at least up to here; what is newer comes live. */
  #target: Position = { xid: 0n, id: 0n };
  #revision = 0;
  #isClosed = false;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.userId = options.userId;
  }

  async start(): Promise<void> {
    try {
      this.#target = await this.#options.reader.join(this);
      await this.#begin();
      await this.#catchUp();
    } catch (error) {
      this.#options.log.warn({ err: error }, 'An event stream was closed because the log could not be read.');
      this.close();
    }
  }

  hear(logged: LoggedEvent): void {
    const { trackId } = this.#options;
    if (trackId !== null && !(isOfTrack(logged) && logged.event.trackId === trackId)) return;
    if (this.#pending === null) this.#deliver(logged);
    else if (this.#pending.push(logged) > PENDING_MAX) {
      // Nothing is lost: the log has them all, and history is then read up to here.
      this.#pending = [];
      this.#target = logged.position;
    }
  }

  beat(): void {
    this.#send(heartbeat);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.reader.leave(this);
    this.#options.sink.close();
    this.#options.onClosed();
  }

  /** Fixes the place to start from, and tells the present where history does not reach. */
  async #begin(): Promise<void> {
    const { pool, trackId, userId, after, frames, present } = this.#options;
    const { start, now } = await readBounds(pool);
    const asked = after === null ? null : parsePosition(after);
    const isKnown =
      asked !== null && comparePositions(asked, start) >= 0 && comparePositions(asked, now) <= 0;
    this.#position = isKnown ? asked : now;
    if (isKnown) return;
    if (after === null && trackId === null) {
      this.#send({ event: 'position', id: formatPosition(now) });
      return;
    }
    // Read after `now` was fixed: what changes in between comes again as an event, never not at all.
    const tracks = (await readTracks(pool, userId, trackId)).map(present);
    const track = trackId === null ? undefined : tracks[0];
    if (track) this.#revision = track.revision;
    this.#send(after === null && track ? frames.ofPresent(track, now) : frames.ofReset(tracks, now));
    if (trackId !== null && (!track || isTerminal(track.status))) this.#end(trackId);
  }

  async #catchUp(): Promise<void> {
    const { pool, sink, userId, trackId } = this.#options;
    for (let isBehind = true; isBehind && !this.#isClosed;) {
      const page = await readEvents(pool, this.#position, { userId, trackId });
      for (const event of page.events) {
        this.#deliver(event);
        await sink.drained();
      }
      this.#position = page.end;
      isBehind = page.isFull || comparePositions(page.end, this.#target) < 0;
    }
    if (trackId !== null) await this.#endIfOver(trackId);
    const pending = this.#pending ?? [];
    this.#pending = null;
    for (const event of pending) this.#deliver(event);
  }

  /** Ends a resumed stream whose last change the client already has: nothing would ever follow. */
  async #endIfOver(trackId: string): Promise<void> {
    const last = await readLastEvent(this.#options.pool, this.userId, trackId);
    // Not by the event's type: files that come later update a track that is completed.
    const isOver = last === null || isTerminal(last.status);
    if (isOver && (last === null || comparePositions(last.position, this.#position) <= 0)) this.#end(trackId);
  }

  #deliver(logged: LoggedEvent): void {
    if (this.#isClosed || comparePositions(logged.position, this.#position) <= 0) return;
    this.#position = logged.position;
    const { trackId, frames } = this.#options;
    if (trackId !== null && logged.event.revision <= this.#revision) return;
    this.#send(frames.ofEvent(logged));
    if (trackId !== null && isOfTrack(logged) && isTerminal(logged.event.track.status)) this.#end(trackId);
  }

  #end(trackId: string): void {
    this.#send(this.#options.frames.ofEnd(trackId));
    this.close();
  }

  #send(frame: Frame): void {
    if (this.#isClosed) return;
    if (!this.#options.sink.send(frame)) this.close();
  }
}
