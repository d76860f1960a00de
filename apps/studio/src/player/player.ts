import type { Track, Version } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { keep, readKept } from '../browser-storage.ts';
import { createStore, useStore } from '../store.ts';

/** One thing that can be played: a version, or one stem of it, and the track it belongs to. */
export interface Playable {
  readonly track: Track;
  readonly version: Version;
  /** Which stem; the whole version without it. */
  readonly stem?: string;
}

/** Where the sound of something playable is: its file, or the provider's stream while there is none (GEN-5). */
function soundUrl({ version, stem }: Playable): string | null {
  if (stem !== undefined) return version.stems.find(({ name }) => name === stem)?.audio.url ?? null;
  return version.audio?.url ?? version.streamUrl;
}

/** A version can be played once its file is there; while its track is being made, also from the provider's stream (GEN-5). */
export function isPlayable({ audio, streamUrl }: Version, isUnderWay: boolean): boolean {
  return audio !== null || (isUnderWay && streamUrl !== null);
}

/** Whether both are the same sound, maybe known at different times. */
export function isSameSound(a: Playable | null, b: Playable | null): boolean {
  return a !== null && b !== null && a.version.id === b.version.id && a.stem === b.stem;
}

export interface PlayerState {
  readonly current: Playable | null;
  readonly status: 'idle' | 'loading' | 'playing' | 'paused' | 'failed';
  readonly position: number;
  readonly duration: number;
  readonly volume: number;
}

const player = createStore<PlayerState>({
  current: null,
  status: 'idle',
  position: 0,
  duration: 0,
  volume: readKept<number>('volume') ?? 1,
});

let audio: HTMLAudioElement | null = null;
let queue: readonly Playable[] = [];
let isRefreshed = false;

function change(next: Partial<PlayerState>): void {
  player.set({ ...player.get(), ...next });
}

// Made at the first play rather than at load; the one element is why only one version can sound at a time.
function element(): HTMLAudioElement {
  if (audio) return audio;
  const made = new Audio();
  made.preload = 'auto';
  made.volume = player.get().volume;
  made.addEventListener('playing', () => change({ status: 'playing' }));
  made.addEventListener('pause', () => {
    if (player.get().status !== 'failed') change({ status: 'paused' });
  });
  made.addEventListener('waiting', () => change({ status: 'loading' }));
  made.addEventListener('timeupdate', () => change({ position: made.currentTime }));
  made.addEventListener('seeked', () => change({ position: made.currentTime }));
  made.addEventListener('durationchange', () => {
    if (Number.isFinite(made.duration)) change({ duration: made.duration });
  });
  made.addEventListener('ended', onEnded);
  made.addEventListener('error', () => void onBroken());
  audio = made;
  return made;
}

export function usePlayer<Picked>(select: (state: PlayerState) => Picked): Picked {
  return useStore(player, select);
}

/** Seconds into the current version at this very moment, for drawing. */
export function playheadSeconds(): number {
  return audio && player.get().current ? audio.currentTime : 0;
}

/** What next and previous walk through: everything playable, in the order the page shows it. */
export function setQueue(next: readonly Playable[]): void {
  queue = next;
  const { current } = player.get();
  const fresh = current && next.find(({ version }) => version.id === current.version.id);
  if (fresh && fresh.track.revision !== current.track.revision) change({ current: { ...current, ...fresh } });
}

/** Plays a version, from `from` seconds or from where it stands. */
export function play(item: Playable, from?: number): void {
  const { current } = player.get();
  const sound = element();
  if (!isSameSound(current, item) || player.get().status === 'failed') {
    isRefreshed = false;
    change({
      current: item,
      status: 'loading',
      position: from ?? 0,
      duration: item.version.durationSeconds ?? 0,
    });
    sound.src = soundUrl(item) ?? '';
  }
  if (from !== undefined) sound.currentTime = from;
  start(sound);
}

function start(sound: HTMLAudioElement): void {
  // A play() cut short by the next one rejects; the element's own events tell what became of it.
  sound.play().catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'NotAllowedError') change({ status: 'paused' });
  });
}

export function pause(): void {
  audio?.pause();
}

/** Plays what stands still and stops what plays; with nothing chosen yet, begins with the newest version. */
export function togglePlay(): void {
  const { current, status } = player.get();
  if (status === 'playing' || status === 'loading') return pause();
  const item = current ?? queue[0];
  if (item) play(item);
}

export function seek(seconds: number): void {
  if (!audio || !player.get().current) return;
  const to = Math.max(0, Math.min(seconds, player.get().duration));
  audio.currentTime = to;
  change({ position: to });
}

/** The version `step` places further on in the queue, if there is one. */
export function neighbour(step: 1 | -1): Playable | null {
  const { current } = player.get();
  const at = queue.findIndex(({ version }) => version.id === current?.version.id);
  return at < 0 ? null : (queue[at + step] ?? null);
}

export function playNeighbour(step: 1 | -1): void {
  const item = neighbour(step);
  if (item) play(item);
}

export function setVolume(volume: number): void {
  keep('volume', volume);
  change({ volume });
  if (audio) audio.volume = volume;
}

/** Falls silent and lets go of a track that is being deleted. */
export function forgetTrack(trackId: string): void {
  if (player.get().current?.track.id !== trackId) return;
  audio?.pause();
  audio?.removeAttribute('src');
  change({ current: null, status: 'idle', position: 0, duration: 0 });
}

function onEnded(): void {
  const next = player.get().current?.stem === undefined ? neighbour(1) : null;
  if (next && next.track.id === player.get().current?.track.id) return play(next);
  change({ status: 'paused', position: 0 });
  if (audio) audio.currentTime = 0;
}

// Signed addresses expire after some hours: the track is read again once for a fresh one before giving up.
async function onBroken(): Promise<void> {
  const { current, position } = player.get();
  if (!current || !audio?.getAttribute('src')) return;
  if (isRefreshed) return change({ status: 'failed' });
  isRefreshed = true;
  const track = await engine.tracks.get(current.track.id).catch(() => null);
  const version = track?.versions.find(({ id }) => id === current.version.id);
  if (!isSameSound(player.get().current, current) || !audio) return;
  const fresh = track && version && { ...current, track, version };
  const url = fresh && soundUrl(fresh);
  if (!url) return change({ status: 'failed' });
  change({ current: fresh, status: 'loading' });
  audio.src = url;
  audio.currentTime = position;
  start(audio);
}
