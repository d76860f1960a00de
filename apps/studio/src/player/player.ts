import { engine } from '../api/engine.ts';
import { keep, readKept } from '../browser-storage.ts';
import { createStore, useStore } from '../store.ts';
import { createFileSound, type FileSound } from './file-sound.ts';
import { isSameSound, soundUrl, type Playable } from './playable.ts';
import type { Loop, Sound, SoundEvents } from './sound.ts';

export { isPlayable, isSameSound, type Playable } from './playable.ts';

export interface PlayerState {
  readonly current: Playable | null;
  readonly status: 'idle' | 'loading' | 'playing' | 'paused' | 'failed';
  readonly position: number;
  readonly duration: number;
  readonly volume: number;
  /** Heard as its stems, mixed just now, rather than as its file. */
  readonly isMixed: boolean;
  readonly loop: Loop | null;
  /** The browser let nothing be heard: it wants the page to be touched first. */
  readonly isRefused: boolean;
}

const player = createStore<PlayerState>({
  current: null,
  status: 'idle',
  position: 0,
  duration: 0,
  volume: readKept<number>('volume') ?? 1,
  isMixed: false,
  loop: null,
  isRefused: false,
});

let file: FileSound | null = null;
let mix: Sound | null = null;
let queue: readonly Playable[] = [];
let isRefreshed = false;

function change(next: Partial<PlayerState>): void {
  player.set({ ...player.get(), ...next });
}

/** What a sound tells is taken in only while it is the one that is heard. */
function eventsOf(isHeard: () => boolean): SoundEvents {
  const heard =
    <Rest extends unknown[]>(take: (...rest: Rest) => void) =>
    (...rest: Rest) => {
      if (isHeard()) take(...rest);
    };
  return {
    onStatus: heard((status) => {
      if (status !== 'paused' || player.get().status !== 'failed') change({ status });
    }),
    onPosition: heard((position) => change({ position })),
    onDuration: heard((duration) => change({ duration })),
    onEnded: heard(onEnded),
    onBroken: heard(() => void onBroken()),
    onRefused: heard(() => change({ status: 'paused', isRefused: true })),
  };
}

// Made at the first play rather than at load.
function files(): FileSound {
  const made =
    file ??
    createFileSound(
      eventsOf(() => mix === null),
      player.get().volume,
    );
  file = made;
  return made;
}

function sound(): Sound {
  return mix ?? files();
}

export function usePlayer<Picked>(select: (state: PlayerState) => Picked): Picked {
  return useStore(player, select);
}

export function readPlayer(): PlayerState {
  return player.get();
}

/** Seconds into the current version at this very moment, for drawing. */
export function playheadSeconds(): number {
  return player.get().current ? ((mix ?? file)?.at() ?? 0) : 0;
}

/** What next and previous walk through: everything playable, in the order the page shows it. */
export function setQueue(next: readonly Playable[]): void {
  queue = next;
  const { current } = player.get();
  const fresh = current && next.find(({ version }) => version.id === current.version.id);
  if (fresh && fresh.track.revision !== current.track.revision) change({ current: { ...current, ...fresh } });
}

/** Takes in what is newly known of a track; it is what next and previous walk through where no list has named it. */
export function refreshQueue(items: readonly Playable[]): void {
  const trackId = items[0]?.track.id;
  const isQueued = queue.some(({ track }) => track.id === trackId);
  const newest = (old: Playable) => items.find(({ version }) => version.id === old.version.id) ?? old;
  setQueue(isQueued ? queue.map(newest) : items);
}

/** Plays a version, from `from` seconds or from where it stands. */
export function play(item: Playable, from?: number): void {
  const { current, status } = player.get();
  if (!isSameSound(current, item) || status === 'failed') load(item, from ?? 0);
  else if (from !== undefined) sound().seek(from);
  start();
}

/** Goes over to another version at the same place in the music; it plays on, or stands still, as the one before. */
export function switchTo(item: Playable): void {
  const { current, status, loop } = player.get();
  if (isSameSound(current, item)) return;
  const isMoving = status === 'playing' || status === 'loading';
  const end = item.version.durationSeconds ?? Infinity;
  const kept = loop && loop.to <= end ? loop : null;
  load(item, Math.max(0, Math.min(playheadSeconds(), end - 0.5)));
  setLoop(kept);
  if (isMoving) start();
}

function load(item: Playable, from: number): void {
  leaveMix();
  isRefreshed = false;
  setLoop(null);
  change({
    current: item,
    status: 'paused',
    isRefused: false,
    position: from,
    duration: item.version.durationSeconds ?? 0,
  });
  files().load(soundUrl(item) ?? '', from);
}

function start(): void {
  if (player.get().status !== 'playing') change({ status: 'loading', isRefused: false });
  sound().play();
}

/** Lets `mixed` sound in the place of the version's file, from where that stands, and as it was: playing or not. */
export function handOver(item: Playable, begin: (events: SoundEvents) => Sound): void {
  const { current, status, loop, volume } = player.get();
  const isSame = isSameSound(current, item);
  const isMoving = isSame && (status === 'playing' || status === 'loading');
  const at = isSame ? playheadSeconds() : 0;
  leaveMix();
  // Heard from the next line on.
  const place: { mixed: Sound | null } = { mixed: null };
  const mixed = begin(eventsOf(() => mix !== null && mix === place.mixed));
  place.mixed = mixed;
  mix = mixed;
  file?.pause();
  const length = item.version.durationSeconds ?? 0;
  change({
    current: item,
    isMixed: true,
    status: 'paused',
    isRefused: false,
    position: at,
    ...(!isSame && { duration: length }),
  });
  mixed.setVolume(volume);
  mixed.setLoop(isSame ? loop : null);
  mixed.seek(at);
  if (isMoving) start();
}

/** Back from the mixed stems to the version's file, at the same place. */
export function takeBack(): void {
  const { current, status, loop } = player.get();
  if (!mix || !current) return;
  const isMoving = status === 'playing' || status === 'loading';
  const at = mix.at();
  leaveMix();
  files().load(soundUrl(current) ?? '', at);
  setLoop(loop);
  change({ status: 'paused' });
  if (isMoving) start();
}

function leaveMix(): void {
  mix?.close();
  mix = null;
  if (player.get().isMixed) change({ isMixed: false });
}

export function pause(): void {
  (mix ?? file)?.pause();
  // The sound's own word of it comes a moment later; a version gone over to until then would play on.
  const { status } = player.get();
  if (status === 'playing' || status === 'loading') change({ status: 'paused' });
}

/** Plays what stands still and stops what plays; with nothing chosen yet, begins with the newest version. */
export function togglePlay(): void {
  const { current, status } = player.get();
  if (status === 'playing' || status === 'loading') return pause();
  const item = current ?? queue[0];
  if (item) play(item);
}

export function seek(seconds: number): void {
  if (!player.get().current) return;
  const to = Math.max(0, Math.min(seconds, player.get().duration));
  sound().seek(to);
  change({ position: to });
}

/** Plays a stretch of the current version again and again; null lets it go on. */
export function setLoop(loop: Loop | null): void {
  (mix ?? file)?.setLoop(loop);
  if (player.get().loop !== loop) change({ loop });
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
  file?.setVolume(volume);
  mix?.setVolume(volume);
}

/** Falls silent and lets go of a track that is being deleted. */
export function forgetTrack(trackId: string): void {
  if (player.get().current?.track.id !== trackId) return;
  leaveMix();
  file?.close();
  change({ current: null, status: 'idle', position: 0, duration: 0, loop: null });
}

function onEnded(): void {
  const next = player.get().current?.stem === undefined ? neighbour(1) : null;
  if (next && next.track.id === player.get().current?.track.id && !mix) return play(next);
  change({ status: 'paused', position: 0 });
  sound().seek(0);
}

// Signed addresses expire after some hours: the track is read again once for a fresh one before giving up.
async function onBroken(): Promise<void> {
  const { current, position } = player.get();
  if (!current) return;
  if (isRefreshed) return change({ status: 'failed' });
  isRefreshed = true;
  const track = await engine.tracks.get(current.track.id).catch(() => null);
  const version = track?.versions.find(({ id }) => id === current.version.id);
  if (!isSameSound(player.get().current, current)) return;
  const fresh = track && version && { ...current, track, version };
  const url = fresh && soundUrl(fresh);
  if (!url) return change({ status: 'failed' });
  change({ current: fresh });
  files().load(url, position);
  start();
}
