import type { Link } from '@impresario/react';
import type { Track } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import { explain } from '../api/engine.ts';
import { say } from '../i18n/index.ts';
import { forgetTrack } from '../player/player.ts';
import { showToast, takeToast } from '../toasts/toasts.ts';

/** So long the tracks can be had back; nothing is sent before. */
const undoMs = 8_000;
const atOnce = 4;

interface Removal {
  readonly link: Link;
  readonly tracks: readonly { readonly id: string; readonly putBack: () => void }[];
}

/** What is off the page and still on the server, oldest first; by the id of its toast. */
const waiting = new Map<string, Removal>();
let serial = 0;

/**
 * Takes tracks off the page, and deletes them on the server when the time to change one's mind is over. Whoever
 * closes the tab before that has deleted nothing.
 */
export function removeSoon(link: Link, tracks: readonly Track[]): void {
  if (tracks.length === 0) return;
  const toastId = `removal-${++serial}`;
  const hidden = tracks.map(({ id }) => {
    forgetTrack(id);
    return { id, putBack: link.tracks.hide(id) };
  });
  waiting.set(toastId, { link, tracks: hidden });
  showToast({
    id: toastId,
    mood: 'plain',
    text: say('tracks.removal.waiting', { count: tracks.length }),
    lastsMs: undoMs,
    actions: [
      { label: say('tracks.removal.undo'), run: () => undo(toastId) },
      { label: say('tracks.removal.now'), run: () => void remove(toastId) },
    ],
    onGone: () => void remove(toastId),
  });
}

/** Brings back what was taken off last, if it is not deleted yet. */
export function undoLastRemoval(): boolean {
  const toastId = [...waiting.keys()].at(-1);
  if (toastId === undefined) return false;
  takeToast(toastId);
  undo(toastId);
  return true;
}

function undo(toastId: string): void {
  for (const { putBack } of waiting.get(toastId)?.tracks ?? []) putBack();
  waiting.delete(toastId);
}

/** A few at a time. What the server keeps is put back, with its reason. */
async function remove(toastId: string): Promise<void> {
  const removal = waiting.get(toastId);
  waiting.delete(toastId);
  if (!removal) return;
  const left = [...removal.tracks];
  const refused: string[] = [];
  const removeNext = async (): Promise<void> => {
    const next = left.shift();
    if (!next) return;
    try {
      await removal.link.client.tracks.remove(next.id);
    } catch (error) {
      // Somebody else may have been faster: it is gone, as it shall be.
      if (!(error instanceof ImpresarioError && error.code === 'not_found')) {
        next.putBack();
        refused.push(explain(error));
      }
    }
    return removeNext();
  };
  await Promise.all(Array.from({ length: atOnce }, removeNext));
  const [why] = refused;
  if (why === undefined) return;
  const text = say('tracks.removal.failed', { count: refused.length });
  showToast({ id: toastId, mood: 'bad', text, detail: why });
}
