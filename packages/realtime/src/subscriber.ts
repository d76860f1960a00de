import { isTerminal } from '@impresario/protocol';
import {
  isOfTrack,
  readEvents,
  readLastEvent,
  readPresent,
  type LogBounds,
  type LoggedEvent,
} from './event-log.ts';
import type { Frame } from './frame.ts';
import type { FrameMaker } from './frames.ts';
import type { LogReader } from './log-reader.ts';
import type { Log, Pool, PresentTrack, Sink, StreamEnd } from './ports.ts';
import { comparePositions, formatPosition, parsePosition, type Position } from './position.ts';

/** What all subscribers of a process share, so that one of ten thousand keeps little of its own. */
export interface SubscriberRoom {
  readonly pool: Pool;
  readonly log: Log;
  readonly reader: LogReader;
  readonly frames: FrameMaker;
  readonly present: PresentTrack;
  onClosed(subscriber: Subscriber): void;
}

export interface SubscribeRequest {
  readonly userId: string;
  /** One track, or null for all of the user's. */
  readonly trackId: string | null;
  /** The id of the last event the client got (`Last-Event-ID`), or null to start from the present. */
  readonly after: string | null;
}

/** Events kept for a client that still reads history; with more, it goes on reading the log instead. */
const PENDING_MAX = 500;

/**
 * One client on one stream. It first joins the live reader, then reads the log up to where it joined, then
 * takes what came live meanwhile: nothing falls between, nothing is sent twice (RT-1).
 */
export class Subscriber {
  readonly userId: string;
  readonly #trackId: string | null;
  readonly #room: SubscriberRoom;
  readonly #sink: Sink;
  /** All before this has been sent. */
  #position: Position = START;
  /** What came live while history was read; null once it has been. */
  #pending: LoggedEvent[] | null = [];
  /** History is read at least up to here; what is newer comes live. */
  #target: Position = START;
  /** What the present showed of the one track: older changes are not told again. */
  #revision = 0;
  #isClosed = false;

  constructor(room: SubscriberRoom, { userId, trackId }: SubscribeRequest, sink: Sink) {
    this.#room = room;
    this.userId = userId;
    this.#trackId = trackId;
    this.#sink = sink;
  }

  async start(after: string | null): Promise<void> {
    try {
      this.#target = await this.#room.reader.join(this);
      if (after !== null) await this.#resume(after);
      else if (this.#trackId !== null) await this.#tellPresent(this.#trackId);
      else this.#beginHere();
      await this.#catchUp();
      this.#goLive();
    } catch (error) {
      this.#room.log.warn({ err: error }, 'An event stream was closed because the log could not be read.');
      this.close('failed');
    }
  }

  hear(logged: LoggedEvent): void {
    if (this.#trackId !== null && !(isOfTrack(logged) && logged.event.trackId === this.#trackId)) return;
    if (this.#pending === null) this.#deliver(logged);
    else if (this.#pending.push(logged) > PENDING_MAX) {
      // Nothing is lost: the log has them all, and history is then read up to here.
      this.#pending = [];
      this.#target = logged.position;
    }
  }

  close(why: StreamEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#room.reader.leave(this);
    this.#sink.close(why);
    this.#room.onClosed(this);
  }

  /** All of a user from now on needs no look at the log: what comes after the place of joining comes live. */
  #beginHere(): void {
    this.#position = this.#target;
    this.#send({ event: 'position', id: formatPosition(this.#target) });
  }

  /** The present is read after joining: what changes in between comes live, never not at all. */
  async #tellPresent(trackId: string): Promise<void> {
    const { pool, frames, present } = this.#room;
    const state = await readPresent(pool, this.userId, trackId);
    this.#position = state.at;
    const track = state.tracks.map(present)[0];
    this.#send(track ? frames.ofPresent(track, state.at) : frames.ofReset([], state.at));
    this.#revision = track?.revision ?? 0;
    if (!track || isTerminal(track.status)) this.#end(trackId);
  }

  async #resume(after: string): Promise<void> {
    const asked = parsePosition(after);
    if (!asked) return this.#reset();
    this.#position = asked;
    // Also where there is nothing to catch up with: only the log knows whether it reaches back to this place.
    await this.#readOn();
    if (this.#trackId === null) return;
    await this.#catchUp();
    await this.#endIfOver(this.#trackId);
  }

  /** The client names a place that the log does not reach back to, or that is none. */
  async #reset(): Promise<void> {
    const { pool, frames, present } = this.#room;
    const state = await readPresent(pool, this.userId, this.#trackId);
    this.#position = state.at;
    const tracks = state.tracks.map(present);
    this.#send(frames.ofReset(tracks, state.at));
    if (this.#trackId === null) return;
    this.#revision = tracks[0]?.revision ?? 0;
    if (!tracks[0] || isTerminal(tracks[0].status)) this.#end(this.#trackId);
  }

  /** Tells what the log has, up to where it comes live. */
  async #catchUp(): Promise<void> {
    while (!this.#isClosed && comparePositions(this.#position, this.#target) < 0) await this.#readOn();
  }

  async #readOn(): Promise<void> {
    const scope = { userId: this.userId, trackId: this.#trackId };
    const page = await readEvents(this.#room.pool, this.#position, scope);
    // Of every page: a client may read so slowly that what it has not read yet is pruned meanwhile.
    if (!isWithin(this.#position, page.bounds)) return this.#reset();
    for (const event of page.events) {
      this.#deliver(event);
      await this.#sink.drained();
    }
    this.#position = page.end;
  }

  #goLive(): void {
    const pending = this.#pending ?? [];
    this.#pending = null;
    for (const event of pending) this.#deliver(event);
  }

  /** Ends a resumed stream whose last change the client already has: nothing would ever follow. */
  async #endIfOver(trackId: string): Promise<void> {
    const last = await readLastEvent(this.#room.pool, this.userId, trackId);
    // Not by the event's type: files that come later update a track that is completed.
    const isOver = last === null || isTerminal(last.status);
    if (isOver && (last === null || comparePositions(last.position, this.#position) <= 0)) this.#end(trackId);
  }

  #deliver(logged: LoggedEvent): void {
    if (this.#isClosed || comparePositions(logged.position, this.#position) <= 0) return;
    this.#position = logged.position;
    const trackId = this.#trackId;
    if (trackId !== null && logged.event.revision <= this.#revision) return;
    if (trackId !== null && logged.event.type === 'track.deleted') return this.#end(trackId);
    this.#send(this.#room.frames.ofEvent(logged));
    if (trackId !== null && isOfTrack(logged) && isTerminal(logged.event.track.status)) this.#end(trackId);
  }

  #end(trackId: string): void {
    this.#send(this.#room.frames.ofEnd(trackId));
    this.close('over');
  }

  #send(frame: Frame): void {
    if (this.#isClosed) return;
    if (!this.#sink.send(frame)) this.close('slow');
  }
}

const START: Position = { xid: 0n, id: 0n };

/** Whether the log has all that came after this place, and the place is one that was told. */
export function isWithin(position: Position, { start, now }: LogBounds): boolean {
  return comparePositions(position, start) >= 0 && comparePositions(position, now) <= 0;
}
