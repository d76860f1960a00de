import { onlineManager, type QueryClient } from '@tanstack/react-query';
import type { Client, OperationChange, TrackChange } from '@impresario/client';
import type { CreateTrackInput, OperationResource, Track } from '@impresario/protocol';
import { createConnection, type Connection } from './connection.ts';
import { openFlow } from './flow.ts';
import { isRunning, OperationCache } from './operation-cache.ts';
import { queryDefaults } from './query-defaults.ts';
import { queryKeys, type QueryKeys } from './query-keys.ts';
import { createReach, watchRequests, type Reach } from './reach.ts';
import { forgetOldest } from './forget-oldest.ts';
import { readAgain } from './read-again.ts';
import { createRefresh } from './refresh.ts';
import { hasMovedCredits, type Told } from './told.ts';
import { isUnderWay, TrackCache } from './track-cache.ts';

/** Of so many tracks it is remembered how much of them was told. */
const toldMax = 1_000;

const links = new WeakMap<QueryClient, WeakMap<Client, Link>>();
const scopeCounts = new WeakMap<QueryClient, number>();

/** The link of the two: the same one however often it is asked for, so that nothing is followed twice. */
export function linkOf(client: Client, queryClient: QueryClient): Link {
  const known = links.get(queryClient) ?? new WeakMap<Client, Link>();
  links.set(queryClient, known);
  const link = known.get(client) ?? new Link(client, queryClient);
  known.set(client, link);
  return link;
}

/** One client and one query cache, and all that is between them. The hooks are thin over this. */
export class Link {
  readonly client: Client;
  readonly queryClient: QueryClient;
  /** The names under which everything of this client stands in the query cache. */
  readonly keys: QueryKeys;
  readonly tracks: TrackCache;
  readonly operations: OperationCache;
  /** Tell of requests to the server that the query cache does not see. */
  readonly reach: Reach;
  readonly #connection = createConnection();
  /** Reads the balance again, for it has been moved. */
  readonly refreshCredits: () => void;
  readonly #trackListeners = new Set<(change: TrackChange) => void>();
  readonly #operationListeners = new Set<(change: OperationChange) => void>();
  /** What ends the following of a track, by id. */
  readonly #followed = new Map<string, () => void>();
  /** What was last told of each track, or what it was when it was first read: the next change is against that. */
  readonly #told = new Map<string, Told>();
  #holderCount = 0;
  #stop: (() => void) | null = null;
  #reopen: () => void = () => {};
  /** How often in a row the server refused to tell of changes. */
  #refusalCount = 0;
  #isRefused = false;
  /** Whether every change since what is shown was read has been told, or will be when the line is back. */
  #isInStep = false;

  constructor(client: Client, queryClient: QueryClient) {
    const scope = scopeCounts.get(queryClient) ?? 0;
    scopeCounts.set(queryClient, scope + 1);
    this.client = client;
    this.queryClient = queryClient;
    this.keys = queryKeys(scope);
    queryClient.setQueryDefaults(this.keys.all, queryDefaults);
    this.refreshCredits = createRefresh(queryClient, this.keys.credits);
    this.tracks = new TrackCache(client, queryClient, this.keys, (track) => {
      if (!this.#told.has(track.id)) this.#remember(track);
      this.#follow(track);
    });
    this.operations = new OperationCache(client, queryClient, this.keys, {
      isLive: () => this.#connection.get().state === 'live',
      onChange: (change) => this.#operationChanged(change),
    });
    const onAnswer = () => this.#openAgain();
    this.reach = createReach(this.#connection, () => readAgain(this, this.#isInStep), onAnswer);
  }

  /** How changes come at present, and whether the server answers. */
  get connection(): Pick<Connection, 'get' | 'subscribe'> {
    return this.#connection;
  }

  /** Orders a track, once for one wish (IDM-2), and shows it. */
  async order(
    request: CreateTrackInput,
    options: Parameters<Client['generation']['generate']>[1] = {},
  ): Promise<Track> {
    try {
      const track = await this.client.generation.generate(request, options);
      this.reach.answered();
      this.take(track);
      return track;
    } catch (error) {
      this.reach.failed(error);
      throw error;
    } finally {
      this.refreshCredits();
    }
  }

  /** Shows a track that came as the answer to a request, and follows it to its end. */
  take(track: Track): void {
    this.tracks.show(track);
    this.#follow(track);
  }

  /** Stops a track that is under way and shows what became of it. Throws `illegal_transition` when it had ended. */
  async cancel(id: string): Promise<Track> {
    try {
      const track = await this.client.tracks.cancel(id);
      this.client.generation.forget(id);
      this.reach.answered();
      this.take(track);
      this.refreshCredits();
      return track;
    } catch (error) {
      this.reach.failed(error);
      throw error;
    }
  }

  /** As `take`, of whatever an order made. */
  takeMade(made: Track | OperationResource): void {
    if (made.object === 'operation') this.operations.show(made);
    else this.take(made);
    this.refreshCredits();
  }

  /** Reads a track again and shows it; one that cannot be read stays as it was. */
  async refreshTrack(id: string): Promise<void> {
    await this.tracks.read(id).then(
      (track) => this.tracks.show(track),
      (error: unknown) => this.reach.failed(error),
    );
  }

  /** Calls `listener` with each change of a track, after the cache has taken it in. Returns what ends that. */
  onTrackChange(listener: (change: TrackChange) => void): () => void {
    this.#trackListeners.add(listener);
    return () => this.#trackListeners.delete(listener);
  }

  /** As `onTrackChange`, of work beside tracks. */
  onOperationChange(listener: (change: OperationChange) => void): () => void {
    this.#operationListeners.add(listener);
    return () => this.#operationListeners.delete(listener);
  }

  /**
   * Keeps changes flowing into the cache until the returned function is called. Holding it many times is one flow;
   * letting go and holding again in the same moment, as React's StrictMode does, is no new one.
   */
  hold(): () => void {
    this.#holderCount++;
    let isHeld = true;
    queueMicrotask(() => {
      if (this.#holderCount > 0 && !this.#stop) this.#start();
    });
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holderCount--;
      queueMicrotask(() => {
        if (this.#holderCount > 0) return;
        this.#stop?.();
        this.#stop = null;
      });
    };
  }

  #start(): void {
    const stopWatching = watchRequests(this.queryClient, this.reach);
    // Refetching on focus and on a new network are the cache's own, once it is mounted.
    this.queryClient.mount();
    // An open stream may tell nothing of a network that is gone, and a network that is gone nothing of the server.
    const stopNoticing = onlineManager.subscribe((isOnline) => {
      if (!isOnline) this.refreshCredits();
    });
    this.operations.hold();
    let stopFlow = this.#openFlow();
    this.#reopen = () => {
      stopFlow();
      stopFlow = this.#openFlow();
    };
    this.#stop = () => {
      stopFlow();
      for (const stop of this.#followed.values()) stop();
      this.#followed.clear();
      this.operations.release();
      stopNoticing();
      this.queryClient.unmount();
      stopWatching();
      this.#connection.change({ state: 'closed' });
    };
  }

  #openFlow(): () => void {
    this.#isInStep = false;
    return openFlow(this.client, {
      onTrack: (change) => this.#receive(change),
      onOperation: ({ new: operation }) => this.operations.show(operation),
      onDelete: (id) => this.#lose(id),
      onState: (state) => {
        const before = this.#connection.get().state;
        this.#connection.change({ state });
        if (state === 'live' && before !== 'live') this.#up();
        // Whether it is only the stream or the whole server that is gone is found out by asking.
        const isCut = state === 'connecting' && before === 'live';
        const cannotBeHad = state === 'polling' && before !== 'polling';
        if (isCut || cannotBeHad) this.refreshCredits();
      },
      onGap: () => {
        this.#isInStep = false;
        if (this.#connection.get().state === 'live') this.#up();
      },
      onRefused: () => this.#refused(),
    });
  }

  /** Whatever was not told of is read, once. */
  #up(): void {
    this.#refusalCount = 0;
    this.#connection.change({ isReachable: true });
    this.operations.hold();
    readAgain(this, this.#isInStep);
    this.#isInStep = true;
  }

  #refused(): void {
    this.#isRefused = true;
    this.#connection.change({ state: 'closed' });
    // The first time another request finds out why and says so; asking each time would go round and round.
    if (this.#refusalCount++ === 0) this.refreshCredits();
  }

  /** The stream was refused, but now something was answered: somebody may have signed in. */
  #openAgain(): void {
    if (!this.#isRefused) return;
    this.#isRefused = false;
    this.#reopen();
  }

  #receive({ new: track }: TrackChange): void {
    const old = this.#told.get(track.id);
    this.tracks.show(track);
    if (!isUnderWay(track)) this.#unfollow(track.id);
    // Two subscriptions may tell of one change.
    if (old && old.revision >= track.revision) return;
    this.#remember(track);
    const change: TrackChange = { eventType: old ? 'UPDATE' : 'INSERT', new: track, ...(old && { old }) };
    for (const listener of [...this.#trackListeners]) listener(change);
    if (!old || hasMovedCredits(old, track)) this.refreshCredits();
  }

  /** Deleted, here or elsewhere: it leaves the lists, and who looks at it alone finds out. */
  #lose(id: string): void {
    this.#unfollow(id);
    this.#told.delete(id);
    this.tracks.hide(id);
    void this.queryClient.invalidateQueries({ queryKey: this.keys.track(id) });
  }

  #remember({ id, revision, status, creditsCharged, creditsRefunded }: Track): void {
    this.#told.delete(id);
    this.#told.set(id, { revision, status, creditsCharged, creditsRefunded });
    if (this.#told.size > toldMax) forgetOldest(this.#told);
  }

  #operationChanged(change: OperationChange): void {
    const { operation, status, trackId } = change.new;
    for (const listener of [...this.#operationListeners]) listener(change);
    if (change.old?.status === status) return;
    this.refreshCredits();
    if (isRunning(change.new)) return;
    if (operation === 'persona') void this.queryClient.invalidateQueries({ queryKey: this.keys.personas });
    // Its files stand on the track, which may have been read before they landed.
    if (trackId !== null && status === 'completed') void this.refreshTrack(trackId);
  }

  /** Told of changes of all tracks, a client without events still asks only for those it was told to follow. */
  #follow(track: Track): void {
    const { id } = track;
    if (!isUnderWay(track)) return this.#unfollow(id);
    if (!this.#stop || this.#followed.has(id)) return;
    const stop = this.client.realtime.subscribeToTrack(id, (change) => this.#receive(change), {
      onError: ({ code }) => {
        if (code === 'not_found') this.tracks.drop(id);
        this.#unfollow(id);
      },
    });
    this.#followed.set(id, stop);
  }

  #unfollow(id: string): void {
    this.#followed.get(id)?.();
    this.#followed.delete(id);
  }
}
