import type { Track } from '@impresario/protocol';

/** What is remembered of a track that was told of. */
export type Told = Pick<Track, 'revision' | 'status' | 'creditsCharged' | 'creditsRefunded'>;

/** Percentages cost nothing; a beginning and an end may have. */
export function hasMovedCredits(before: Told, now: Told): boolean {
  return (
    before.status !== now.status ||
    before.creditsCharged !== now.creditsCharged ||
    before.creditsRefunded !== now.creditsRefunded
  );
}
