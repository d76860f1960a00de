import { faultOf, type Task } from '../shared/task-book.ts';
import type { Stage } from '../shared/stage.ts';
import { wait } from '../shared/wait.ts';
import type { Body } from './song-rules.ts';

export interface SongDetail {
  readonly family: 'minimax-song';
  readonly key: string;
  readonly traceId: string;
  readonly format: 'mp3' | 'wav' | 'pcm';
}

export type SongTask = Task<SongDetail>;

export function formatOf(body: Body): SongDetail['format'] {
  const { format } = (body['audio_setting'] ?? {}) as { format?: SongDetail['format'] };
  return format ?? 'mp3';
}

/** Songs this key has under way: they hold their places until they are made, even when nobody listens any more. */
export function underWay(stage: Stage, key: string): number {
  return [...stage.tasks.values()].filter(({ detail, finishedAt }) => {
    const song = detail as Partial<SongDetail> | null;
    return song?.family === 'minimax-song' && song.key === key && finishedAt === null;
  }).length;
}

/** The vendor speaks of 30 to 120 s, and long songs took up to five minutes. */
const songMs = 100_000;

/** How long it takes to a share (0 to 1) of the song. */
export function waitMs(stage: Stage, task: SongTask, share: number): number {
  return (stage.pace(songMs) + (faultOf(task, 'slow')?.ms ?? 0)) * share;
}

/** Resolves when the song is made; never, when a fault says so. */
export async function makeSong(stage: Stage, task: SongTask): Promise<void> {
  await wait(stage, waitMs(stage, task, 1));
  if (faultOf(task, 'never-finishes')) await new Promise<never>(() => undefined);
  finish(stage, task);
}

export function finish(stage: Stage, task: SongTask): void {
  task.finishedAt = stage.world.now();
  task.status = failureOf(task) === null ? 'done' : 'failed';
  stage.log(`${task.status} ${task.kind} ${task.id}`);
}

/** The code a fault gives the song in the end; null when it succeeds. */
export function failureOf(task: SongTask): number | null {
  if (faultOf(task, 'moderated')) return 1027;
  const fault = faultOf(task, 'fail');
  return fault ? (fault.code ?? 1024) : null;
}

const contentTypes = { mp3: 'audio/mpeg', wav: 'audio/wav', pcm: 'application/octet-stream' } as const;

export function contentTypeOf({ detail }: SongTask): string {
  return contentTypes[detail.format];
}

/** The song itself: mono at 44.1 kHz and 96 kbit/s whatever was asked for, in the format that was. */
export function bytesOf({ songs, songSeconds }: Stage, { id, detail }: SongTask): Promise<Uint8Array> {
  if (detail.format === 'wav') return songs.wav(id, songSeconds);
  return detail.format === 'pcm' ? songs.pcm(id, songSeconds) : songs.mp3(id, songSeconds);
}

/** Hex digits of the song; the last is missing when a fault says so. */
export async function hexOf(stage: Stage, task: SongTask): Promise<string> {
  const hex = Buffer.from(await bytesOf(stage, task)).toString('hex');
  return faultOf(task, 'odd-hex') ? hex.slice(0, -1) : hex;
}

/** What the reply tells of the file: facts of the one that is sent, not of what was asked for. */
export async function extraInfo(stage: Stage, task: SongTask) {
  return {
    music_duration: Math.round(stage.songSeconds * 1000),
    music_sample_rate: 44_100,
    music_channel: 1,
    bitrate: task.detail.format === 'mp3' ? 96_000 : 705_600,
    music_size: (await bytesOf(stage, task)).length,
  };
}
