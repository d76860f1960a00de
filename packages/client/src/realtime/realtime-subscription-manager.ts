import type { OperationResource, Track } from '@impresario/protocol';
import type { ImpresarioError } from '../impresario-error.ts';
import { isTerminal } from '../is-terminal.ts';
import { readMessage } from '../read-message.ts';
import type { StreamMessage } from '../read-event-stream.ts';
import type { Transport } from '../transport.ts';
import type { Feed } from './feed.ts';
import { KnownThings } from './known-things.ts';
import { ownFeed } from './own-feed.ts';
import { PresentReader } from './present-reader.ts';
import type { Refreshed } from './refresh.ts';
import { Subscriptions, type Change, type SubscribeOptions, type Subscription } from './subscriptions.ts';

export type TrackChange = Change<Track>;
export type OperationChange = Change<OperationResource>;

/**
 * `live`: changes come as they happen. `polling`: they do not come through, so that what is under way is asked for
 * every 10 s. `closed`: nobody listens, or the server refused.
 */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'closed';

const pollEveryMs = 10_000;
const breaksBeforePolling = 3;
/** A new subscriber's first look waits so long for the line, so that it need not be repeated once that is up. */
const firstLookWaitMs = 1_000;
const idleMs = 30_000;

/**
 * The changes of tracks and operations over one connection, however many listen (RT-2). A listener is told of the
 * present at once and of every change after it, newest revision last, none twice. While the stream does not come
 * through, what is listened to is asked for every 10 s. The connection closes 30 s after the last listener left.
 */
export class RealtimeSubscriptionManager {
  readonly #transport: Transport;
  readonly #feed: Feed;
  readonly #reader: PresentReader;
  readonly #tracks = new KnownThings<Track>();
  readonly #operations = new KnownThings<OperationResource>();
  readonly #onTracks: Subscriptions<Track>;
  readonly #onOperations: Subscriptions<OperationResource>;
  readonly #onConnection = new Set<(state: ConnectionState) => void>();
  /** Up to when, by the server's clock, all changes were told to who listens to all; null before the first. */
  #toldUpTo: string | null = null;
  #state: ConnectionState = 'closed';
  #running: AbortController | null = null;
  #idle: AbortController | null = null;

  constructor({ transport }: { readonly transport: Transport }) {
    this.#transport = transport;
    this.#feed = ownFeed(transport);
    this.#reader = new PresentReader(transport, (refreshed) => this.#takeRefreshed(refreshed));
    this.#onTracks = new Subscriptions(transport.log);
    this.#onOperations = new Subscriptions(transport.log);
  }

  /**
   * Tells of one track: how it is now, then every change. Returns what ends it. A track that is not there, or is
   * another user's, comes as `not_found` to `onError`, and nothing after it.
   */
  subscribeToTrack(
    trackId: string,
    listener: (change: TrackChange) => void,
    options: SubscribeOptions = {},
  ): () => void {
    return this.#subscribe(this.#onTracks, trackId, listener, options, (subscription) => {
      const known = this.#tracks.get(trackId);
      if (known) this.#onTracks.tellOnly(subscription, known);
      else this.#reader.want({ trackIds: [trackId] });
    });
  }

  /** Tells of all the user's tracks: those under way, then every change of any. Returns what ends it. */
  subscribeToTracks(listener: (change: TrackChange) => void, options: SubscribeOptions = {}): () => void {
    return this.#subscribe(this.#onTracks, null, listener, options, (subscription) => {
      for (const track of [...this.#tracks.values()]) {
        if (!isTerminal(track.status)) this.#onTracks.tellOnly(subscription, track);
      }
    });
  }

  /** Tells of the work beside tracks (stems, lyrics, WAV), from now on. Returns what ends it. */
  subscribeToOperations(
    listener: (change: OperationChange) => void,
    options: SubscribeOptions = {},
  ): () => void {
    return this.#subscribe(this.#onOperations, null, listener, options, () => {});
  }

  /** Tells how the line is, at once and after each change. Does not open it. Returns what ends it. */
  onConnection(listener: (state: ConnectionState) => void): () => void {
    const own = (state: ConnectionState) => listener(state);
    this.#onConnection.add(own);
    own(this.#state);
    return () => this.#onConnection.delete(own);
  }

  /** How many different things are listened to: each track once, all tracks once, operations once. */
  getActiveCount(): number {
    return this.#onTracks.size + this.#onOperations.size;
  }

  /** Ends all subscriptions and the connection. A later subscription begins anew. */
  close(): void {
    this.#onTracks.clear();
    this.#onOperations.clear();
    this.#stop();
  }

  #subscribe<T extends Track | OperationResource>(
    among: Subscriptions<T>,
    id: string | null,
    listener: (change: Change<T>) => void,
    { onError }: SubscribeOptions,
    tellPresent: (subscription: Subscription<T>) => void,
  ): () => void {
    const subscription: Subscription<T> = { listener, onError, told: new Map() };
    among.add(id, subscription);
    this.#open();
    // Later in this turn, when the caller holds what ends the subscription.
    queueMicrotask(() => {
      if (among.includes(id, subscription)) tellPresent(subscription);
    });
    return () => {
      among.remove(id, subscription);
      this.#closeWhenIdle();
    };
  }

  #open(): void {
    this.#idle?.abort();
    this.#idle = null;
    if (this.#running) return;
    const running = new AbortController();
    this.#running = running;
    this.#setState('connecting');
    this.#reader.hold();
    void this.#keepAsking(running.signal);
    const listener = {
      onMessage: (message: StreamMessage) => this.#takeMessage(message),
      onUp: (hasGap: boolean) => this.#up(hasGap),
      onDown: (breakCount: number) => this.#down(breakCount),
      onRefused: (error: ImpresarioError) => this.#refused(error),
    };
    this.#feed(listener, running.signal).catch((error: unknown) => {
      this.#transport.log.warn('The event stream ended by a fault of the client', { error });
    });
  }

  #closeWhenIdle(): void {
    if (this.getActiveCount() > 0 || !this.#running || this.#idle) return;
    const idle = new AbortController();
    this.#idle = idle;
    this.#transport.clock.sleep(idleMs, idle.signal).then(
      () => this.#stop(),
      () => undefined,
    );
  }

  #stop(): void {
    this.#idle?.abort();
    this.#idle = null;
    this.#running?.abort();
    this.#running = null;
    this.#reader.cancel();
    this.#setState('closed');
  }

  async #keepAsking(signal: AbortSignal): Promise<void> {
    const { clock } = this.#transport;
    try {
      await clock.sleep(firstLookWaitMs, signal);
      this.#reader.release();
      for (;;) {
        await clock.sleep(pollEveryMs, signal);
        if (this.#state === 'live') this.#reader.want({ trackIds: this.#unseen() });
        else this.#poll();
      }
    } catch {
      // Stopped.
    }
  }

  /** Listened to and not known yet, because looking failed. */
  #unseen(): string[] {
    return this.#onTracks.ids().filter((id) => !this.#tracks.get(id));
  }

  #poll(): void {
    this.#setState('polling');
    const goesOn = (thing: { status: string } | undefined) => !thing || !isTerminal(thing.status);
    this.#reader.want({
      trackIds: this.#onTracks.ids().filter((id) => goesOn(this.#tracks.get(id))),
      latest: this.#onTracks.hasAll,
      operationIds: this.#onOperations.hasAll
        ? [...this.#operations.values()].filter(goesOn).map(({ id }) => id)
        : [],
    });
  }

  #up(hasGap: boolean): void {
    this.#setState('live');
    this.#reader.release();
    if (hasGap) this.#reader.want({ trackIds: this.#onTracks.ids(), latest: this.#onTracks.hasAll }, true);
  }

  #down(breakCount: number): void {
    if (breakCount >= breaksBeforePolling && this.#state !== 'polling') this.#poll();
    else if (this.#state === 'live') this.#setState('connecting');
  }

  #refused(error: ImpresarioError): void {
    this.#stop();
    this.#onTracks.fail(error);
    this.#onOperations.fail(error);
  }

  #takeMessage(message: StreamMessage): void {
    const heard = readMessage(message);
    if (heard?.kind === 'track') {
      this.#takeTrack(heard.event.track, true);
      this.#toldUpTo = laterOf(this.#toldUpTo, heard.event.track.updatedAt);
    }
    if (heard?.kind === 'operation') this.#takeOperation(heard.event.operation);
    if (heard?.kind !== 'reset') return;
    this.#takeList(heard.tracks);
    this.#reader.want({ trackIds: this.#onTracks.ids() }, true);
  }

  #takeRefreshed({ tracks, latest, operations, failures }: Refreshed): void {
    this.#takeList(latest);
    for (const track of tracks) this.#takeTrack(track, !isTerminal(track.status));
    for (const operation of operations) this.#takeOperation(operation);
    for (const { id, error } of failures) {
      if (error.code === 'unauthenticated' || error.code === 'forbidden') return this.#refused(error);
      if (error.retryable || id === null) {
        this.#transport.log.debug('Asking failed and is tried again', { code: error.code, id });
        continue;
      }
      this.#onTracks.fail(error, id);
      this.#onTracks.drop(id);
    }
    this.#closeWhenIdle();
  }

  /**
   * Many tracks as they are now. Who listens to all is told of those under way, and of those that came to their end
   * since the last change that was heard of; the others are history. Both times are the server's.
   */
  #takeList(tracks: readonly Track[]): void {
    const since = this.#toldUpTo;
    for (const track of tracks) {
      const isNewer = since !== null && track.updatedAt > since;
      this.#takeTrack(track, isNewer || !isTerminal(track.status));
      this.#toldUpTo = laterOf(this.#toldUpTo, track.updatedAt);
    }
  }

  #takeTrack(track: Track, isForAll: boolean): void {
    const { isNews, before } = this.#tracks.take(track);
    if (isNews) this.#onTracks.tell(track, before, isForAll || before !== undefined);
    else if (before) this.#onTracks.tell(before, undefined, isForAll);
  }

  #takeOperation(operation: OperationResource): void {
    const { isNews, before } = this.#operations.take(operation);
    if (isNews) this.#onOperations.tell(operation, before, true);
  }

  #setState(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#transport.log.debug('The event stream is ' + state, { listeners: this.getActiveCount() });
    for (const listener of [...this.#onConnection]) {
      try {
        listener(state);
      } catch (error) {
        this.#transport.log.warn('A listener threw', { error });
      }
    }
  }
}

/** Times as the server writes them, which sort as text. */
function laterOf(a: string | null, b: string): string {
  return a === null || b > a ? b : a;
}
