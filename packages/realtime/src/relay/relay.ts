/**
 * `idle`: not needed yet. `deaf`: it is connected, and word does not come through, as with a pooler of connections between.
 * `lost`: it cannot be reached. In all but `ok` the look finds what others commit.
 */
export type RelayHealth = 'idle' | 'ok' | 'deaf' | 'lost';

/** What there is word of. `events`: something to hear of. `work`: something due, for the processes that do it. */
export type Topic = 'events' | 'work';

/**
 * Carries word from process to process that something was committed. Word may be lost, doubled or late: it only says that a
 * look is worth it now, and the look that comes anyway finds what was not said.
 */
export interface Relay {
  /** What carries the word. */
  readonly by: 'NOTIFY' | 'NATS';
  /** Cheap, and may be called at any rate: what goes out is one word every 10 ms. */
  tell(topic: Topic): void;
  /** Calls `hear` for other processes' word of it, and when some may have been missed, until the returned function is called. */
  listen(topic: Topic, hear: () => void): () => void;
  health(): RelayHealth;
  /** Sends a word to itself and waits for it, some seconds at most. Never rejects. */
  check(): Promise<RelayHealth>;
  close(): Promise<void>;
}

/** How often a process says that it committed something; others then read all of it at once. */
export const tellEveryMs = 10;
