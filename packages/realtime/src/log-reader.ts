import { readBounds, readEvents, type LoggedEvent } from './event-log.ts';
import type { Clock, Log, Pool } from './ports.ts';
import type { Position } from './position.ts';
import type { Relay } from './relay/relay.ts';

export interface LogReaderOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  /** How often the log is looked at when nobody nudges. */
  readonly lookEveryMs: number;
  /** Brings word of what other processes commit; only the look does when there is none. */
  readonly relay?: Relay | undefined;
}

export interface LogListener {
  readonly userId: string;
  /** Called for each event of the user, in log order, and must not throw. */
  hear(event: LoggedEvent): void;
}

const HELD_BACK_FIRST_MS = 10;
const HELD_BACK_LAST_MS = 250;
const EVERYBODY = { userId: null, trackId: null };

/**
 * The one reader of the event log in this process: it looks when nudged, hands each event to the listeners
 * of its user, and does nothing at all while nobody listens.
 */
export class LogReader {
  readonly #options: LogReaderOptions;
  readonly #listeners = new Map<string, Set<LogListener>>();
  /** All before this has been handed out; null while nobody listens. */
  #position: Position | null = null;
  #looking: Promise<void> | null = null;
  #isNudged = false;
  #heldBackMs = HELD_BACK_FIRST_MS;
  #cancelNextLook: () => void = () => {};
  #stopHearing: () => void = () => {};
  #isClosed = false;

  constructor(options: LogReaderOptions) {
    this.#options = options;
  }

  /** Begins to hand events to the listener, all those after the returned position. */
  async join(listener: LogListener): Promise<Position> {
    const ofUser = this.#listeners.get(listener.userId) ?? new Set();
    this.#listeners.set(listener.userId, ofUser.add(listener));
    while (this.#position === null) {
      const { now } = await readBounds(this.#options.pool);
      // It may have left while we asked, and then nobody may listen any more.
      if (!ofUser.has(listener)) return now;
      // Somebody else may have set it meanwhile; two would not agree on what was handed out.
      if (this.#position === null) this.#begin(now);
    }
    const joinedAt = this.#position;
    this.nudge();
    return joinedAt;
  }

  leave(listener: LogListener): void {
    const ofUser = this.#listeners.get(listener.userId);
    if (!ofUser?.delete(listener) || ofUser.size > 0) return;
    this.#listeners.delete(listener.userId);
    if (this.#listeners.size > 0) return;
    this.#position = null;
    this.#cancelNextLook();
    this.#stopHearing();
  }

  /** Says that events were committed. Cheap, and may be called at any rate. */
  nudge(): void {
    if (this.#isClosed || this.#position === null) return;
    this.#isNudged = true;
    this.#cancelNextLook();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
      if (this.#isNudged) this.nudge();
    });
  }

  #begin(at: Position): void {
    this.#position = at;
    this.#stopHearing = this.#options.relay?.listen('events', () => this.nudge()) ?? (() => {});
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelNextLook();
    this.#stopHearing();
    await this.#looking;
  }

  async #look(): Promise<void> {
    let delayMs = this.#options.lookEveryMs;
    try {
      while (this.#isNudged && !this.#isClosed) {
        this.#isNudged = false;
        const isHeldBack = await this.#readOnce();
        if (isHeldBack) delayMs = Math.min(delayMs, this.#heldBackMs);
        // A transaction that stays open for long would otherwise have us ask a hundred times a second.
        this.#heldBackMs = isHeldBack
          ? Math.min(this.#heldBackMs * 1.25, HELD_BACK_LAST_MS)
          : HELD_BACK_FIRST_MS;
      }
    } catch (error) {
      this.#isNudged = false;
      this.#options.log.warn({ err: error }, 'The event log could not be read; trying again.');
    }
    if (this.#position !== null && !this.#isClosed) {
      this.#cancelNextLook = this.#options.clock.schedule(() => this.nudge(), delayMs);
    }
  }

  /** Reads one page and hands it out. True when newer events wait for a transaction still running. */
  async #readOnce(): Promise<boolean> {
    const from = this.#position;
    if (from === null) return false;
    const page = await readEvents(this.#options.pool, from, EVERYBODY);
    // All listeners left while we read, and perhaps others came: these start from their own position.
    if (this.#position !== from) return false;
    this.#position = page.end;
    for (const event of page.events) this.#handOut(event);
    if (page.isFull) this.#isNudged = true;
    return page.isHeldBack && !page.isFull;
  }

  #handOut(event: LoggedEvent): void {
    const ofUser = this.#listeners.get(event.userId);
    // A listener may leave while it hears, hence the copy.
    if (ofUser) for (const listener of [...ofUser]) listener.hear(event);
  }
}
