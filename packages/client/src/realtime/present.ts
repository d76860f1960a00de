import type { OperationResource, Track } from '@impresario/protocol';
import { isTerminal } from '../is-terminal.ts';
import { readMessage } from '../read-message.ts';
import type { StreamMessage } from '../parse-event-stream.ts';
import type { Log } from '../world.ts';
import { KnownThings } from './known-things.ts';
import type { Refreshed, Wanted } from './refresh.ts';
import { Subscriptions } from './subscriptions.ts';

/** What is known of the user's tracks and operations, and who is told when that changes. */
export class Present {
  readonly tracks = new KnownThings<Track>();
  readonly operations = new KnownThings<OperationResource>();
  readonly onTracks: Subscriptions<Track>;
  readonly onOperations: Subscriptions<OperationResource>;
  /** Up to when, by the server's clock, all changes were told to who listens to all; null before the first. */
  #toldUpTo: string | null = null;

  constructor(log: Log) {
    this.onTracks = new Subscriptions(log);
    this.onOperations = new Subscriptions(log);
  }

  /** How many different things are listened to. */
  get listenedCount(): number {
    return this.onTracks.size + this.onOperations.size;
  }

  /** Takes what the server said. True when it could not resume and said how things are now instead. */
  takeMessage(message: StreamMessage): boolean {
    const heard = readMessage(message);
    if (heard?.kind === 'track') {
      this.takeTrack(heard.event.track, true);
      this.#toldUpTo = laterOf(this.#toldUpTo, heard.event.track.updatedAt);
    }
    if (heard?.kind === 'operation') this.takeOperation(heard.event.operation);
    if (heard?.kind === 'deleted') {
      this.tracks.delete(heard.event.trackId);
      this.onTracks.end(heard.event.trackId);
    }
    if (heard?.kind !== 'reset') return false;
    this.forgetUnheard();
    this.#takeList(heard.tracks);
    return true;
  }

  takeRefreshed({ tracks, latest, operations }: Refreshed): void {
    this.#takeList(latest);
    for (const track of tracks) this.takeTrack(track, !isTerminal(track.status));
    for (const operation of operations) this.takeOperation(operation);
  }

  /** With `isForAll`, it is also news to who listens to all tracks and has not heard of this one. */
  takeTrack(track: Track, isForAll: boolean): void {
    const { isNews, before } = this.tracks.take(track);
    if (isNews) this.onTracks.tell(track, before, isForAll || before !== undefined);
    else if (before) this.onTracks.tell(before, undefined, isForAll);
  }

  takeOperation(operation: OperationResource): void {
    const { isNews, before } = this.operations.take(operation);
    if (isNews) this.onOperations.tell(operation, before, true);
  }

  /** Everything that is listened to, finished or not; of operations, which no list tells of, the known ones that go on. */
  all(): Wanted {
    return { ...this.underWay(), trackIds: new Set(this.onTracks.ids()) };
  }

  /** What is listened to and may still change: what has come to its end does not by itself. */
  underWay(): Wanted {
    const goesOn = (thing: { status: string } | undefined) => !thing || !isTerminal(thing.status);
    const operations = this.onOperations.hasAll ? [...this.operations.values()].filter(goesOn) : [];
    return {
      trackIds: new Set(this.onTracks.ids().filter((id) => goesOn(this.tracks.get(id)))),
      latest: this.onTracks.hasAll,
      operationIds: new Set(operations.map(({ id }) => id)),
    };
  }

  /** Listened to and not known, because it was not asked for yet or that failed. */
  unseen(): string[] {
    return this.onTracks.ids().filter((id) => !this.tracks.get(id));
  }

  /**
   * Something may have been missed. What is listened to is read again; what is not would be told as it was to who
   * listens to it later, and is forgotten instead.
   */
  forgetUnheard(): void {
    this.tracks.retain(new Set(this.onTracks.ids()));
  }

  /** Nothing is known any more, and everything is new to everybody. */
  forget(): void {
    this.#toldUpTo = null;
    this.tracks.clear();
    this.operations.clear();
    this.onTracks.forgetTold();
    this.onOperations.forgetTold();
  }

  /**
   * Many tracks as they are now. Who listens to all is told of those under way, and of those that came to their end
   * since the last change that was heard of; the others are history. Both times are the server's.
   */
  #takeList(tracks: readonly Track[]): void {
    const since = this.#toldUpTo;
    for (const track of tracks) {
      const isNewer = since !== null && track.updatedAt > since;
      this.takeTrack(track, isNewer || !isTerminal(track.status));
      this.#toldUpTo = laterOf(this.#toldUpTo, track.updatedAt);
    }
  }
}

/** Times as the server writes them, which sort as text. */
function laterOf(a: string | null, b: string): string {
  return a === null || b > a ? b : a;
}
