import type { Track } from '@impresario/protocol';
import { say } from '../i18n/index.ts';
import { ordinal } from './amounts.ts';
import { stageName } from './stage-name.ts';

/** What is being done for a track that is under way, or where it waits. */
export function stageWords({
  status,
  stage,
  queuePosition,
}: Pick<Track, 'status' | 'stage' | 'queuePosition'>): string {
  if (status === 'pending' && queuePosition !== null && queuePosition > 1) {
    return say('tracks.queue.place', { ordinal: ordinal(queuePosition) });
  }
  if (status === 'pending' && queuePosition === 1) return say('tracks.queue.next');
  return stage ? stageName(stage) : say(status === 'pending' ? 'tracks.queue' : 'tracks.playing');
}
