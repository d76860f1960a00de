import { engine } from '../api/engine.ts';
import { createStore, useStore } from '../store.ts';
import { handOver, takeBack } from '../player/player.ts';
import type { Playable } from '../player/playable.ts';
import type { Sound, SoundEvents } from '../player/sound.ts';
import { loadStems } from './load-stems.ts';
import { isSmallMachine, mixFormat } from './mix-format.ts';
import { levelsPerSecond, type StemSound } from './stem-sound.ts';
import { createStemsSound, type StemsSound } from './stems-sound.ts';
import { audibleLevels, newStrip, type Strip } from './strip.ts';

/** The one mixing desk: which version lies on it, and how it is set. */
export interface Desk {
  readonly versionId: string | null;
  readonly phase: 'closed' | 'loading' | 'ready' | 'failed';
  /** While loading, 0 to 1. */
  readonly progress: number;
  readonly strips: readonly Strip[];
  /** In mono, to spare the memory of a small machine. */
  readonly isMono: boolean;
}

const closed: Desk = { versionId: null, phase: 'closed', progress: 0, strips: [], isMono: false };
const desk = createStore<Desk>(closed);
/** How each version's desk was left, for when it is opened again. */
const left = new Map<string, readonly Strip[]>();

let stems: readonly StemSound[] = [];
let sound: StemsSound | null = null;
let loading: AbortController | null = null;

export function useDesk<Picked>(select: (desk: Desk) => Picked): Picked {
  return useStore(desk, select);
}

/**
 * Opens the desk for a version: while its stems come, its file plays on; then they take over at the same place. To be
 * called by a click, for a browser lets out no sound before one.
 */
export async function openDesk(item: Playable): Promise<void> {
  closeDesk();
  const { version } = item;
  const names = version.stems.map(({ name }) => name);
  const format = mixFormat(version.durationSeconds ?? 240, names.length, isSmallMachine());
  const context = new AudioContext(format.sampleRateHz === null ? {} : { sampleRate: format.sampleRateHz });
  const stop = new AbortController();
  loading = stop;
  desk.set({
    versionId: version.id,
    phase: 'loading',
    progress: 0,
    strips: names.map((name) => known(version.id, name)),
    isMono: format.channelCount === 1,
  });
  try {
    void context.resume();
    const onProgress = (progress: number) => {
      if (loading === stop) desk.set({ ...desk.get(), progress });
    };
    stems = await loadStems(await withFreshFiles(item), { context, format, signal: stop.signal, onProgress });
  } catch {
    void context.close();
    if (loading === stop) desk.set({ ...desk.get(), phase: 'failed' });
    return;
  }
  if (loading !== stop) return void context.close();
  desk.set({ ...desk.get(), phase: 'ready', progress: 1 });
  handOver(item, (events) => begin(context, events));
}

function begin(context: AudioContext, events: SoundEvents): Sound {
  const made = createStemsSound(context, stems, events);
  sound = made;
  made.setLevels(audibleLevels(desk.get().strips));
  // However the player leaves the stems, the desk is cleared by it.
  return {
    ...made,
    close() {
      made.close();
      if (sound === made) clear();
    },
  };
}

/** Signed addresses run out after some hours; a track that lay open for longer is read again. */
async function withFreshFiles({ track, version }: Playable): Promise<Playable['version']> {
  const fresh = await engine.tracks.get(track.id).catch(() => null);
  return fresh?.versions.find(({ id }) => id === version.id) ?? version;
}

/** Back to the version's file, at the same place. */
export function closeDesk(): void {
  loading?.abort();
  if (sound) takeBack();
  else clear();
}

function clear(): void {
  const { versionId, strips } = desk.get();
  if (versionId) left.set(versionId, strips);
  loading?.abort();
  loading = null;
  sound = null;
  stems = [];
  desk.set(closed);
}

function known(versionId: string, name: string): Strip {
  return left.get(versionId)?.find((strip) => strip.name === name) ?? newStrip(name);
}

function setStrips(strips: readonly Strip[]): void {
  desk.set({ ...desk.get(), strips });
  sound?.setLevels(audibleLevels(strips));
}

/** Changes one strip. */
export function setStrip(name: string, change: Partial<Omit<Strip, 'name'>>): void {
  setStrips(desk.get().strips.map((strip) => (strip.name === name ? { ...strip, ...change } : strip)));
}

/** Everything as the song has it. */
export function resetStrips(): void {
  setStrips(desk.get().strips.map(({ name }) => newStrip(name)));
}

/** How loud a stem is at a place of the song, before its strip: 0 to 1. */
export function stemLevelAt(name: string, seconds: number): number {
  const levels = stems.find((stem) => stem.name === name)?.levels;
  return (levels?.[Math.floor(seconds * levelsPerSecond)] ?? 0) / 255;
}

/** The levels of a stem over the whole song, for drawing; null while it is not there. */
export function stemShape(name: string): Uint8Array | null {
  return stems.find((stem) => stem.name === name)?.levels ?? null;
}
