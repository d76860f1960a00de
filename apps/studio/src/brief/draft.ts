import type { Track } from '@impresario/protocol';
import { keep, readKept } from '../browser-storage.ts';
import { createStore, useStore } from '../store.ts';

/** What stands in the form. null: not chosen, so the model's own default holds. */
export interface Draft {
  prompt: string;
  title: string;
  lyrics: string;
  styleTags: string[];
  durationSeconds: number | null;
  variants: number | null;
  isInstrumental: boolean;
  seed: string;
  negativeTags: string;
  vocalGender: 'm' | 'f' | null;
  styleWeight: number | null;
  weirdnessConstraint: number | null;
  audioWeight: number | null;
  /** Empty: none. */
  personaId: string;
  reference: Reference | null;
  provider: string | null;
  model: string | null;
}

/** Audio to begin from: a file that was handed over, or an address. */
export type Reference =
  | {
      readonly kind: 'upload';
      readonly id: string;
      readonly name: string;
      readonly durationSeconds: number;
    }
  | { readonly kind: 'address'; readonly url: string };

const emptyDraft: Draft = {
  prompt: '',
  title: '',
  lyrics: '',
  styleTags: [],
  durationSeconds: null,
  variants: null,
  isInstrumental: false,
  seed: '',
  negativeTags: '',
  vocalGender: null,
  styleWeight: null,
  weirdnessConstraint: null,
  audioWeight: null,
  personaId: '',
  reference: null,
  provider: null,
  model: null,
};

const draft = createStore<Draft>({ ...emptyDraft, ...readKept<Partial<Draft>>('brief') });
draft.subscribe(() => keep('brief', draft.get()));

export function useDraft(): Draft {
  return useStore(draft, (value) => value);
}

export function readDraft(): Draft {
  return draft.get();
}

export function changeDraft(change: Partial<Draft>): void {
  draft.set({ ...draft.get(), ...change });
}

/** Loads an earlier track's words into the form, to be changed and played again. */
export function draftFromTrack(track: Track): void {
  changeDraft({
    prompt: track.prompt,
    title: track.title ?? '',
    lyrics: track.lyrics ?? '',
    styleTags: track.styleTags,
    isInstrumental: track.hasVocals === false,
  });
  focusPrompt();
}

export const promptFieldId = 'brief-prompt';

/** Brings the prompt into view with the caret at its end. */
export function focusPrompt(): void {
  const field = document.getElementById(promptFieldId);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  requestAnimationFrame(() => field.setSelectionRange(field.value.length, field.value.length));
}
