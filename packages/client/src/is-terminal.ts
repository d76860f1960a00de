import type { TrackStatus } from '@impresario/protocol';

// A copy of the protocol's own: importing a value from there would pull zod into every browser bundle.
const terminal: readonly TrackStatus[] = ['completed', 'failed', 'cancelled'];

/** Whether a track has come to its end. A status this version does not know is taken for "still going". */
export function isTerminal(status: string): boolean {
  return terminal.includes(status as TrackStatus);
}
