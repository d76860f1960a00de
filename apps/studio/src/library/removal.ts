import type { Link } from '@impresario/react';
import type { Track } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import { explain } from '../api/engine.ts';
import { forgetTrack } from '../player/player.ts';
import { createStore, useStore } from '../store.ts';

/** So long the tracks can be had back; nothing is sent before. */
const undoMs = 8_000;
const atOnce = 4;

/**
 * `waiting`: the tracks are off the page and still on the server. `failed`: the server kept some of them, and they
 * are back on the page.
 */
export type Removal =
  | { readonly state: 'waiting' | 'sending'; readonly count: number }
  | { readonly state: 'failed'; readonly count: number; readonly why: string };

const removal = createStore<Removal | null>(null);

interface Pending {
  readonly link: Link;
  readonly tracks: readonly { readonly id: string; readonly putBack: () => void }[];
}

let pending: Pending | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

export function useRemoval(): Removal | null {
  return useStore(removal, (value) => value);
}

/**
 * Takes tracks off the page, and deletes them on the server when the time to change one's mind is over. Whoever
 * closes the tab before that has deleted nothing.
 */
export function removeSoon(link: Link, tracks: readonly Track[]): void {
  void removeNow();
  if (tracks.length === 0) return;
  pending = {
    link,
    tracks: tracks.map(({ id }) => {
      forgetTrack(id);
      return { id, putBack: link.tracks.hide(id) };
    }),
  };
  removal.set({ state: 'waiting', count: tracks.length });
  resumeRemoval();
}

/** Brings back what was taken off and not yet deleted. */
export function undoRemoval(): void {
  if (!pending) return;
  clearTimeout(timer);
  for (const { putBack } of pending.tracks) putBack();
  pending = null;
  removal.set(null);
}

/** Stops the clock, while somebody reads or is about to press. */
export function holdRemoval(): void {
  clearTimeout(timer);
}

export function resumeRemoval(): void {
  clearTimeout(timer);
  if (pending) timer = setTimeout(() => void removeNow(), undoMs);
}

export function dismissRemoval(): void {
  if (removal.get()?.state === 'failed') removal.set(null);
}

/** Deletes what waits, a few at a time. What the server keeps is put back, with its reason. */
export async function removeNow(): Promise<void> {
  clearTimeout(timer);
  const work = pending;
  if (!work) return;
  pending = null;
  removal.set({ state: 'sending', count: work.tracks.length });
  const waiting = [...work.tracks];
  const refused: string[] = [];
  const remove = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        await work.link.client.tracks.remove(next.id);
      } catch (error) {
        // Somebody else was faster: it is gone, as it shall be.
        if (error instanceof ImpresarioError && error.code === 'not_found') continue;
        next.putBack();
        refused.push(explain(error));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, remove));
  // Another removal may have begun meanwhile, and has the word.
  if (removal.get()?.state !== 'sending') return;
  removal.set(refused[0] ? { state: 'failed', count: refused.length, why: refused[0] } : null);
}
