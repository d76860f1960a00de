import type { OperationResource, Track } from '@impresario/protocol';
import type { ImpresarioError } from '../impresario-error.ts';
import { isTerminal } from '../is-terminal.ts';
import { onPageWake, systemTabs } from '../page.ts';
import type { Transport } from '../transport.ts';
import { createFeed, type Feed } from './feed.ts';
import { PresentReader } from './present-reader.ts';
import { Present } from './present.ts';
import type { Refreshed } from './refresh.ts';
import {
  safely,
  type Change,
  type SubscribeOptions,
  type Subscription,
  type Subscriptions,
} from './subscriptions.ts';
import type { Tabs } from './tabs.ts';

export type TrackChange = Change<Track>;
export type OperationChange = Change<OperationResource>;

/**
 * `live`: changes come as they happen. `polling`: they do not come through, so that what is under way is asked for
 * every 10 s. `closed`: nobody listens, or the server refused.
 */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'closed';

const pollEveryMs = 10_000;
const breaksBeforePolling = 3;
/** A new subscriber's first reading waits so long for the line, so that it need not be repeated once that is up. */
const firstReadWaitMs = 1_000;
const idleMs = 30_000;
/** A wait that took so much longer than it should means that the machine was asleep. */
const sleptMs = 30_000;

export interface RealtimeOptions {
  readonly transport: Transport;
  /** What other pages are met by; this browser's, unless told. `null`: a connection for each page. */
  readonly tabs?: Tabs | null;
  /** Tells when the machine comes back from sleep; the page's own events, unless told. */
  readonly onWake?: (listener: () => void) => () => void;
}

/**
 * The changes of tracks and operations over one connection, however many listen (RT-2). A listener is told of the
 * present at once and of every change after it, newest revision last, none twice. While the stream does not come
 * through, what is listened to is asked for every 10 s. The connection closes 30 s after the last listener left.
 * Pages of one browser share a connection.
 */
export class RealtimeSubscriptionManager {
  readonly #transport: Transport;
  readonly #feed: Feed;
  readonly #reader: PresentReader;
  readonly #present: Present;
  readonly #stateListeners = new Set<(state: ConnectionState) => void>();
  readonly #onWake: (listener: () => void) => () => void;
  readonly #wakers = new Set<() => void>();
  #stopWaking: (() => void) | null = null;
  #state: ConnectionState = 'closed';
  #running: AbortController | null = null;
  #idle: AbortController | null = null;

  constructor({ transport, tabs = systemTabs(), onWake = onPageWake }: RealtimeOptions) {
    this.#transport = transport;
    this.#onWake = onWake;
    const onOwnWake = (listener: () => void) => {
      this.#wakers.add(listener);
      return () => this.#wakers.delete(listener);
    };
    this.#feed = createFeed({ transport, tabs, onWake: onOwnWake });
    this.#reader = new PresentReader(transport, (refreshed) => this.#takeRefreshed(refreshed));
    this.#present = new Present(transport.log);
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
    const { onTracks, tracks } = this.#present;
    return this.#subscribe(onTracks, trackId, listener, options, (subscription) => {
      const known = tracks.get(trackId);
      if (known) onTracks.tellOnly(subscription, known);
      else this.#reader.want({ trackIds: [trackId] });
    });
  }

  /** Tells of all the user's tracks: those under way, then every change of any. Returns what ends it. */
  subscribeToTracks(listener: (change: TrackChange) => void, options: SubscribeOptions = {}): () => void {
    const { onTracks, tracks } = this.#present;
    return this.#subscribe(onTracks, null, listener, options, (subscription) => {
      for (const track of [...tracks.values()]) {
        if (!isTerminal(track.status)) onTracks.tellOnly(subscription, track);
      }
    });
  }

  /** Tells of the work beside tracks (stems, lyrics, WAV), from now on. Returns what ends it. */
  subscribeToOperations(
    listener: (change: OperationChange) => void,
    options: SubscribeOptions = {},
  ): () => void {
    return this.#subscribe(this.#present.onOperations, null, listener, options, () => {});
  }

  /** Tells how the line is, at once and after each change. Does not open it. Returns what ends it. */
  onConnection(listener: (state: ConnectionState) => void): () => void {
    const own = (state: ConnectionState) => listener(state);
    this.#stateListeners.add(own);
    own(this.#state);
    return () => this.#stateListeners.delete(own);
  }

  /** How many different things are listened to: each track once, all tracks once, operations once. */
  getActiveCount(): number {
    return this.#present.listenedCount;
  }

  /**
   * Ends all subscriptions and the connection at once, as at signing out. A later subscription begins anew. A program
   * that subscribes needs this to come to its end within the 30 s.
   */
  close(): void {
    this.#present.onTracks.clear();
    this.#present.onOperations.clear();
    this.#stop();
    this.#present.forget();
  }

  #subscribe<T extends Track | OperationResource>(
    among: Subscriptions<T>,
    id: string | null,
    listener: (change: Change<T>) => void,
    options: SubscribeOptions,
    tellPresent: (subscription: Subscription<T>) => void,
  ): () => void {
    const subscription: Subscription<T> = { listener, options, told: new Map(), isRefused: false };
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
    this.#stopWaking ??= this.#onWake(() => this.#wake());
    if (this.#running) return;
    const running = new AbortController();
    this.#running = running;
    this.#setState('connecting');
    this.#reader.hold();
    void this.#keepAsking(running.signal);
    const listener = {
      onMessage: (message: Parameters<Present['takeMessage']>[0]) => {
        if (this.#present.takeMessage(message)) this.#missed();
      },
      onUp: (hasGap: boolean) => this.#up(hasGap),
      onDown: (breakCount: number) => this.#down(breakCount),
      onOtherUser: () => this.#present.forget(),
      onRefused: (error: ImpresarioError) => this.#refused(error),
    };
    this.#feed(listener, running.signal).catch((error: unknown) => {
      this.#transport.log.warn('The event stream broke', { error });
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
    if (this.getActiveCount() === 0) {
      this.#stopWaking?.();
      this.#stopWaking = null;
    }
    this.#setState('closed');
  }

  async #keepAsking(signal: AbortSignal): Promise<void> {
    const { clock } = this.#transport;
    try {
      await clock.sleep(firstReadWaitMs, signal);
      this.#reader.release();
      for (;;) {
        const sleptAt = clock.now();
        await clock.sleep(pollEveryMs, signal);
        if (clock.now() - sleptAt > sleptMs) this.#wake();
        if (this.#state === 'live') this.#reader.want({ trackIds: this.#present.unseen() });
        else this.#poll();
      }
    } catch {
      // Stopped.
    }
  }

  #poll(): void {
    this.#setState('polling');
    this.#reader.release();
    this.#reader.want(this.#present.underWay());
  }

  #wake(): void {
    // Who was refused may have signed in since, in another tab perhaps.
    if (!this.#running && this.getActiveCount() > 0) this.#open();
    for (const waker of [...this.#wakers]) waker();
  }

  #up(hasGap: boolean): void {
    if (hasGap) {
      this.#present.forgetUnheard();
      this.#missed();
    }
    this.#setState('live');
    this.#present.onTracks.forgetRefusal();
    this.#present.onOperations.forgetRefusal();
    this.#reader.release();
  }

  /** What is listened to is read; who shows more than that is told. */
  #missed(): void {
    this.#reader.want(this.#present.all(), true);
    this.#present.onTracks.tellOfGap();
  }

  #down(breakCount: number): void {
    if (breakCount >= breaksBeforePolling && this.#state !== 'polling') this.#poll();
    else if (this.#state === 'live') this.#setState('connecting');
  }

  #refused(error: ImpresarioError): void {
    this.#stop();
    this.#present.onTracks.refuse(error);
    this.#present.onOperations.refuse(error);
  }

  #takeRefreshed(refreshed: Refreshed): void {
    this.#present.takeRefreshed(refreshed);
    for (const { id, error } of refreshed.failures) {
      if (error.code === 'unauthenticated' || error.code === 'forbidden') return this.#refused(error);
      if (error.retryable || id === null) {
        this.#transport.log.debug('Asking failed and is tried again', { code: error.code, id });
        continue;
      }
      this.#present.onTracks.drop(id, error);
    }
    this.#closeWhenIdle();
  }

  #setState(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#transport.log.debug('The event stream is ' + state, { listeners: this.getActiveCount() });
    for (const listener of [...this.#stateListeners]) safely(this.#transport.log, () => listener(state));
  }
}
