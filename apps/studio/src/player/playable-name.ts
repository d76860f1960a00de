import { trackName } from '../app/announcer.ts';
import type { Playable } from './player.ts';

/** What a sound is called: as its card is, or, while that has no title, as the provider calls this version. */
export function playableName({ track, version }: Pick<Playable, 'track' | 'version'>): string {
  return track.title?.trim() ? track.title : (version.title ?? trackName(track));
}
