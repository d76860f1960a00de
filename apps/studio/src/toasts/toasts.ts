import { announce } from '../app/announcer.ts';
import { createStore, useStore } from '../store.ts';

/** Something the studio says by itself, away from where the reader looks. */
export interface Toast {
  /** Showing one with the same id again replaces it. */
  readonly id: string;
  /** A `bad` one is read aloud at once and stays until it is put away. */
  readonly mood: 'good' | 'bad' | 'plain';
  readonly text: string;
  /** A second, quieter line. */
  readonly detail?: string;
  readonly actions: readonly ToastAction[];
  /** How long it stays while nobody points at it; null: until it is put away. */
  readonly lastsMs: number | null;
  /** Called once it has gone by itself or was put away; not when one of its actions was taken. */
  readonly onGone?: () => void;
}

export interface ToastAction {
  readonly label: string;
  /** The toast goes with it. */
  readonly run: () => void;
}

const shownMax = 4;
const usualMs = 8_000;
const toasts = createStore<readonly Toast[]>([]);

/** Shows a toast on top of the others, and has it read aloud; the oldest goes when they are too many. */
export function showToast(
  toast: Pick<Toast, 'id' | 'mood' | 'text'> &
    Partial<Pick<Toast, 'detail' | 'actions' | 'lastsMs' | 'onGone'>>,
): void {
  const { lastsMs = toast.mood === 'bad' ? null : usualMs, actions = [] } = toast;
  const others = toasts.get().filter(({ id }) => id !== toast.id);
  const crowd = [...others, { ...toast, lastsMs, actions }];
  toasts.set(crowd.slice(-shownMax));
  for (const { onGone } of crowd.slice(0, -shownMax)) onGone?.();
  announce([toast.text, toast.detail].filter(Boolean).join(' '), toast.mood === 'bad' ? 'now' : 'politely');
}

export function dismissToast(id: string): void {
  const going = toasts.get().find((toast) => toast.id === id);
  takeToast(id);
  going?.onGone?.();
}

/** Takes a toast off the page because something was done about it. */
export function takeToast(id: string): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

/** Oldest first. */
export function useToasts(): readonly Toast[] {
  return useStore(toasts, (value) => value);
}
