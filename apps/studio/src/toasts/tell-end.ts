import type { Track, TrackEvent } from '@impresario/protocol';
import { trackName } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { isPlayable, play } from '../player/player.ts';
import { failureReason } from '../words/failure-reason.ts';
import { refundWords } from '../words/refund.ts';
import { showToast, type ToastAction } from './toasts.ts';

const inSightMs = 5_000;

/** Says that a track is there, or that it failed and what became of its credits. */
export function tellEnd(
  { type, track }: Pick<TrackEvent, 'type' | 'track'>,
  open: (track: Track) => void,
): void {
  const name = trackName(track);
  const lastsMs = isInSight(track) ? inSightMs : undefined;
  const opening = { label: say('shell.toast.open'), run: () => open(track) };
  if (type === 'track.completed') {
    showToast({
      id: `track-${track.id}`,
      mood: 'good',
      text: say('tracks.said.ready', { name }),
      actions: [...playing(track), opening],
      ...(lastsMs && { lastsMs }),
    });
  }
  if (type === 'track.failed') {
    showToast({
      id: `track-${track.id}`,
      mood: 'bad',
      text: say('tracks.said.failed', { name }),
      detail: [failureReason(track.error), refundWords(track)].filter(Boolean).join(' '),
      actions: [opening],
      ...(lastsMs && { lastsMs }),
    });
  }
}

/** Whether its card is in the window: there stands the same, so that the toast need not stay. */
function isInSight({ id }: Track): boolean {
  const box = document.getElementById(`track-${id}`)?.getBoundingClientRect();
  return !document.hidden && box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
}

function playing(track: Track): ToastAction[] {
  const heard = track.versions.filter((version) => isPlayable(version, false));
  const version = heard.find(({ isPrimary }) => isPrimary) ?? heard[0];
  return version ? [{ label: say('player.play'), run: () => play({ track, version }) }] : [];
}
