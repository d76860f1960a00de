import { text } from '../suno/gateway.ts';
import { writeLyrics } from '../suno/songwriter.ts';
import type { Task } from '../shared/task-book.ts';
import { digits, type Gateway } from './gateway.ts';
import { songsAsked, type Route } from './models.ts';

export interface Choice {
  readonly index: number;
  readonly id: string;
  readonly seconds: number;
}

export interface SongDetail {
  readonly family: 'mureka-song';
  /** Which look-up finds it: the id does not tell. */
  readonly poller: 'song' | 'instrumental';
  readonly key: string;
  readonly model: string;
  readonly isStreamed: boolean;
  /** Null when nobody sings. */
  readonly lyrics: string | null;
  readonly choices: readonly Choice[];
  failedReason: string | null;
}

export type SongTask = Task<SongDetail>;
export type Body = Readonly<Record<string, unknown>>;

export function isSong(task: Task | undefined): task is SongTask {
  return (task?.detail as { family?: unknown } | undefined)?.family === 'mureka-song';
}

/** Tasks that were accepted and have not ended: what the places of a key are counted by. */
export function underWay({ stage }: Gateway, key: string): number {
  return [...stage.tasks.values()].filter(
    (task) => isSong(task) && task.detail.key === key && task.finishedAt === null,
  ).length;
}

export interface FoundSong {
  readonly task: SongTask;
  readonly choice: Choice;
}

/** A finished song of this key by its id; null when it is older than a month, which is documented. */
export function findSong({ stage }: Gateway, key: string, id: unknown): FoundSong | null {
  const since = stage.world.now() - 30 * 24 * 3_600_000;
  for (const task of stage.tasks.values()) {
    if (!isSong(task) || task.detail.key !== key || task.status !== 'succeeded') continue;
    const choice = task.detail.choices.find((each) => each.id === id);
    if (choice && (task.finishedAt ?? 0) > since) return { task, choice };
  }
  return null;
}

/** What a request will make: its ids, how many songs, how long, and what is sung. */
export function composeSongs(
  gateway: Gateway,
  order: { readonly route: Route; readonly body: Body; readonly key: string; readonly model: string },
): { readonly id: string; readonly detail: SongDetail } {
  const { route, body, key, model } = order;
  const { world } = gateway.stage;
  const source = findSong(gateway, key, body['song_id']);
  const seconds = lengthOf(gateway, route, body, source);
  const choices = Array.from({ length: songsAsked(route, body['n']) }, (_, index) => ({
    index,
    id: digits(world, 8),
    // The songs of one task differ in length, as real ones do.
    seconds: Math.round((seconds + index * Math.min(2.4, seconds * 0.1)) * 100) / 100,
  }));
  return {
    id: digits(world, 8),
    detail: {
      family: 'mureka-song',
      poller: route === 'instrumental' ? 'instrumental' : 'song',
      ...{ key, model, choices },
      isStreamed: body['stream'] === true,
      lyrics: lyricsOf(route, body, source),
      failedReason: null,
    },
  };
}

function lyricsOf(route: Route, body: Body, source: FoundSong | null): string | null {
  const given = text(body['lyrics']);
  if (route === 'instrumental') return null;
  if (route === 'easy-generate') return writeLyrics(text(body['prompt']));
  if (route !== 'extend') return given || (source?.task.detail.lyrics ?? null);
  const before = source?.task.detail.lyrics;
  return before ? [before, given].join('\n') : given;
}

/** An extension is the song up to where it begins, and as much again as any song has; `extend_at` is cut to the song. */
function lengthOf({ stage }: Gateway, route: Route, body: Body, source: FoundSong | null): number {
  if (route === 'region-edit' && source) return source.choice.seconds;
  if (route !== 'extend') return stage.songSeconds;
  const at = Number(body['extend_at']) / 1000;
  const kept = body['extend_type'] === 'head' ? (source?.choice.seconds ?? 0) : at;
  return stage.songSeconds + Math.min(kept, source?.choice.seconds ?? kept);
}
