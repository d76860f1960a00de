import type { Database, Schema } from '@impresario/database';
import type { Account } from '@impresario/provider';
import type { BlobStore } from '@impresario/storage';
import type { Admissions } from './admission/admissions.ts';
import type { Counter } from './admission/counter.ts';
import type { Inbox } from './callbacks/inbox.ts';
import type { Clock, Dice, EngineSettings, Log } from './ports.ts';
import type { RecordBook } from './providers/record-book.ts';
import type { WaitingRoom } from './tracks/waiting-room.ts';
import type { ProviderSet } from './providers/provider-set.ts';

/** What every verb of the engine works with. */
export interface Core {
  readonly db: Database<Schema>;
  readonly blobs: BlobStore;
  readonly providers: ProviderSet;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly log: Log;
  readonly settings: EngineSettings;
  /** Fetches a provider's file. */
  readonly download: Download;
  readonly admissions: Admissions;
  readonly counter: Counter;
  readonly records: RecordBook;
  readonly waitingRoom: WaitingRoom;
  readonly inbox: Inbox;
  /** Most tasks a provider runs for us at once: as its account says, else as its capabilities do. */
  concurrencyMax(providerId: string): number | null;
  /** Says that something was committed: rows may be due, events may wait. */
  nudge(): void;
  noteAccount(providerId: string, account: Account): void;
  /** Says that a callback can be worked on: one of this provider was stored, or a task became known. */
  nudgeCallbacks(provider?: string): void;
  /** Says that a track was cancelled, so that a render in this process stops at once. */
  interrupt(trackId: string): void;
}

/**
 * Opens what stands at a provider's address, or throws with a `code` and, of an HTTP refusal, a `status`; the caller
 * checks what it is (GEN-6). Who makes it guards against addresses inside (SEC-3).
 */
export type Download = (
  url: string,
  signal: AbortSignal,
) => Promise<{ readonly body: AsyncIterable<Uint8Array>; readonly mimeType: string | null }>;
