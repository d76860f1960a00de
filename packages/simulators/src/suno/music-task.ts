import { hexId, uuid } from '../shared/ids.ts';
import type { Task } from '../shared/task-book.ts';
import type { Gateway } from './gateway.ts';
import { text } from './gateway.ts';
import { limitsOf } from './models.ts';
import { writeLyrics, writeTags, writeTitle } from './songwriter.ts';

export interface Track {
  readonly id: string;
  readonly title: string;
  readonly tags: string;
  /** The words that are sung, or `[Instrumental]`. */
  readonly lyrics: string;
  readonly seconds: number;
  readonly model: string;
  /** What the audio is made of: a cover and a section keep nothing of the source but their own name. */
  readonly soundName: string;
}

export interface MusicDetail {
  readonly family: 'music';
  readonly tracks: readonly Track[];
  readonly parentMusicId: string;
  /** How many tracks have audio. */
  finished: number;
  failure: { readonly code: number; readonly message: string | null } | null;
  /** Text is there: tracks may be shown. */
  written: boolean;
}

export type MusicTask = Task<MusicDetail>;

export function isMusic(task: Task | undefined): task is MusicTask {
  return (task?.detail as { family?: unknown } | undefined)?.family === 'music';
}

export interface FoundTrack {
  readonly task: MusicTask;
  readonly track: Track;
}

/** A track by its own id, and by its task's when that is given. */
export function findTrack({ stage }: Gateway, audioId: unknown, taskId?: unknown): FoundTrack | null {
  for (const task of stage.tasks.values()) {
    if (!isMusic(task) || (taskId !== undefined && task.id !== taskId)) continue;
    const track = task.detail.tracks.find(({ id }) => id === audioId);
    if (track) return { task, track };
  }
  return null;
}

/** Two tracks, always: documented at docs.sunoapi.org/suno-api/generate-music (read 2026-09). */
export function composeMusic(
  gateway: Gateway,
  kind: string,
  body: Readonly<Record<string, unknown>>,
  source: FoundTrack | null,
): { readonly id: string; readonly detail: MusicDetail } {
  const { world } = gateway.stage;
  const id = hexId(world);
  const model = text(body['model']) || source?.track.model || 'V5';
  const idea = text(body['lyrics']) || text(body['prompt']);
  const lyrics = wordsOf(kind, body, idea, source);
  const seconds = lengthOf(gateway, body, model, source);
  const tracks = [0, 1].map((index): Track => {
    const trackId = uuid(world);
    return {
      id: trackId,
      title: text(body['title']) || source?.track.title || writeTitle(idea),
      tags: text(body['style']) || text(body['tags']) || source?.track.tags || writeTags(idea),
      lyrics: text(body['fullLyrics']) || lyrics,
      // The two versions differ in length, as real ones do.
      seconds: Math.round((seconds + index * Math.min(2.4, seconds * 0.1)) * 100) / 100,
      model,
      soundName: trackId,
    };
  });
  const parentMusicId = source?.track.id ?? '';
  return {
    id,
    detail: { family: 'music', tracks, parentMusicId, finished: 0, failure: null, written: false },
  };
}

/** What is sung: the words given, those of the source, or some about the idea. */
function wordsOf(
  kind: string,
  body: Readonly<Record<string, unknown>>,
  idea: string,
  source: FoundTrack | null,
): string {
  if (body['instrumental'] === true || kind === 'add-instrumental') return '[Instrumental]';
  if (body['defaultParamFlag'] === false && source) return source.track.lyrics;
  return body['customMode'] !== false && idea !== '' ? idea : writeLyrics(idea);
}

/** `songSeconds` of the options wins; without it a `duration` that the model takes is honoured. */
function lengthOf(
  { stage, options }: Gateway,
  body: Readonly<Record<string, unknown>>,
  model: string,
  source: FoundTrack | null,
): number {
  const asked = body['duration'];
  if (options.songSeconds === undefined && typeof asked === 'number' && limitsOf(model)?.takesDuration)
    return asked;
  const from = typeof body['continueAt'] === 'number' ? body['continueAt'] : 0;
  if (typeof body['infillStartS'] === 'number' && source) return source.track.seconds;
  return from + stage.songSeconds;
}
