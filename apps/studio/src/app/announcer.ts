import type { Track, TrackEvent } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { createStore } from '../store.ts';
import { failureReason } from '../words/failure-reason.ts';
import { stageName } from '../words/stage-name.ts';

/** What a screen reader is told next, politely. */
export const announcement = createStore('');

export function announce(words: string): void {
  announcement.set(words);
}

const stages = new Map<string, string>();

/** Says what matters of an event: each new stage once, and the end. Percentages stay silent. */
export function announceEvent({ type, track }: TrackEvent): void {
  const name = trackName(track);
  if (type === 'track.completed') return announce(say('tracks.said.ready', { name }));
  if (type === 'track.failed')
    return announce(say('tracks.said.failed', { name, reason: failureReason(track.error) }).trim());
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
