import type { Track, TrackEvent } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { createStore } from '../store.ts';
import { stageName } from '../words/stage-name.ts';

/** What a screen reader is told next: when it has finished what it reads, or at once. */
export const announcements = { politely: createStore(''), now: createStore('') };

export function announce(words: string, when: keyof typeof announcements = 'politely'): void {
  announcements[when].set(words);
}

const endListeners = new Set<(event: Pick<TrackEvent, 'type' | 'track'>) => void>();

/** Calls `listener` for each track that has come to its end, until the returned function is called. */
export function watchEnds(listener: (event: Pick<TrackEvent, 'type' | 'track'>) => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

const stages = new Map<string, string>();

/** Says what matters of an event: each new stage once, and that it was cancelled. Percentages stay silent. */
export function announceEvent({ type, track }: TrackEvent): void {
  const name = trackName(track);
  if (type === 'track.completed' || type === 'track.failed') {
    for (const tell of endListeners) tell({ type, track });
    return;
  }
  if (type === 'track.cancelled') return announce(say('tracks.said.cancelled', { name }));
  if (!track.stage || stages.get(track.id) === track.stage) return;
  stages.set(track.id, track.stage);
  announce(say('tracks.said.stage', { name, stage: stageName(track.stage) }));
}

const nameMaxChars = 44;

/** The title, or the beginning of the prompt until there is one. */
export function trackName(track: Pick<Track, 'title' | 'prompt'>): string {
  if (track.title?.trim()) return track.title;
  const words = track.prompt.trim().replace(/\s+/g, ' ');
  if (words.length <= nameMaxChars) return words;
  const cut = words.slice(0, nameMaxChars);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 12)).replace(/[\s,:;.–-]+$/, '')}…`;
}
