import type { Database, Schema } from '@impresario/database';
import type { BlobStore } from '@impresario/storage';
import type { Clock, Dice, EngineSettings, Log } from './ports.ts';
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
  /** Fetches a provider's file; null while no provider here gives addresses. */
  readonly download: Download;
  /** Says that something was committed: rows may be due, events may wait. */
  nudge(): void;
  /** Says that a track was cancelled, so that a render in this process stops at once. */
  interrupt(trackId: string): void;
}

/** The bytes at a provider's address, or throws; the caller checks what they are (GEN-6). */
export type Download = (
  url: string,
  signal: AbortSignal,
) => Promise<{ bytes: Uint8Array; mimeType: string | null }>;
