import { isTransient } from '@impresario/database';
import type { Log } from '@impresario/engine';
import { StorageError } from '@impresario/storage';

/** A log that remembers what only a fault of our own makes the engine say. */
export interface WatchedLog extends Log {
  readonly complaints: readonly Complaint[];
}

interface Complaint {
  readonly rule: string;
  readonly text: string;
}

/** Said of a provider's own faults, and of tracks that are late because nobody was there: part of the weather. */
const expected = new Set(['provider call threw', 'provider look threw', 'tracks are stuck']);

export function createWatchedLog(): WatchedLog {
  const complaints: Complaint[] = [];
  return {
    complaints,
    debug() {},
    info() {},
    warn(fields, message) {
      const { err } = fields as { err?: unknown };
      if (err !== undefined && !isPassing(err) && !tolerated.has(message)) complain(message, err);
    },
    error(fields, message) {
      if (expected.has(message)) return;
      const { err, broken, ...rest } = fields as {
        err?: unknown;
        broken?: readonly { readonly name: string }[];
      };
      if (broken) return complainOf(broken.map(({ name }) => name));
      if (err === undefined || !isPassing(err)) complain(message, err ?? rest);
    },
  };

  function complain(message: string, about: unknown): void {
    const text = `${message}: ${about instanceof Error ? about.message : JSON.stringify(about)}`;
    complaints.push({ rule: 'our own fault', text });
  }

  /** What the house's own watch found; that something is late is again the weather. */
  function complainOf(names: readonly string[]): void {
    const text = names.find((name) => !name.startsWith('I7 '));
    if (text) complaints.push({ rule: text.split(' ')[0]!, text });
  }
}

/** Warnings whose error is a provider's or the disk's. */
const tolerated = new Set([
  'look-up failed',
  'task could not be stopped',
  'late result could not be looked at',
  'download failed',
]);

/** Faults of the weather, which the engine must outlive. */
export function isPassing(error: unknown): boolean {
  return isTransient(error) || error instanceof StorageError;
}
