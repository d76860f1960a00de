import { replaceEqualDeep } from '@tanstack/react-query';

/**
 * For the query cache: a reading that began before an event may arrive after it, and must not turn a track back. At
 * the same revision the later one wins: its addresses are fresher.
 */
export function newestRevision(old: unknown, incoming: unknown): unknown {
  return revisionOf(incoming) >= revisionOf(old) ? replaceEqualDeep(old, incoming) : old;
}

function revisionOf(thing: unknown): number {
  return (thing as { revision: number } | undefined)?.revision ?? -1;
}
