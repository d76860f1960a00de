import type { Track } from '@impresario/protocol';
import { trackName } from '../app/announcer.ts';
import { keep, readKept } from '../browser-storage.ts';
import { say } from '../i18n/index.ts';
import { createStore, useStore } from '../store.ts';

/** What stands in the form. null: not chosen, so the model's own default holds. */
export interface Draft {
  /** How much of it counts: in `simple` only what `askedOf` names, however much more was typed before. */
  mode: 'simple' | 'custom';
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

export const emptyDraft: Draft = {
  mode: 'simple',
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

const draft = createStore<Draft>(startDraft(readKept<Partial<Draft>>('brief')));
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

/** What was kept on an earlier visit. Before there were two modes, everything typed counted. */
function startDraft(kept: Partial<Draft> | null): Draft {
  const known = { ...emptyDraft, ...kept };
  return kept && !kept.mode && hasCustom(known) ? { ...known, mode: 'custom' } : known;
}

const simpleFields = ['prompt', 'styleTags', 'durationSeconds', 'isInstrumental', 'provider'] as const;

/** What of the draft counts in the mode it is in. */
export function askedOf(whole: Draft): Draft {
  if (whole.mode === 'custom') return whole;
  const { prompt, styleTags, durationSeconds, isInstrumental, provider } = whole;
  return { ...emptyDraft, prompt, styleTags, durationSeconds, isInstrumental, provider };
}

/** Whether anything was chosen that only the custom mode shows. */
export function hasCustom(whole: Draft): boolean {
  const names = Object.keys(emptyDraft) as (keyof Draft)[];
  return names
    .filter((name) => name !== 'mode' && !(simpleFields as readonly string[]).includes(name))
    .some((name) => whole[name] !== emptyDraft[name]);
}

/** What stood in the form before something else was put there, and what that was, in words. */
interface Former {
  readonly draft: Draft;
  readonly words: string;
  /** What makes the same songs of the brief that was put there; null where nothing does. */
  readonly same: Same | null;
}

/** A song is made again by the model that made it, of its seed, at its exact length, which the form else rounds. */
type Same = Pick<Draft, 'seed' | 'durationSeconds' | 'model'>;

const former = createStore<Former | null>(null);

export function useFormer(): Former | null {
  return useStore(former, (value) => value);
}

/** Puts something in the place of what was typed, which can be had back as long as nothing was created of it. */
export function fillForm(change: Partial<Draft>, words: string, same: Same | null = null): void {
  former.set({ draft: draft.get(), words, same });
  changeDraft(change);
}

/** Puts the seed and the length of the track in the form that its brief came from, or takes them out again. */
export function keepSeed(same: Same, isKept: boolean): void {
  const { seed, durationSeconds } = same;
  changeDraft(
    isKept ? { seed, durationSeconds } : { seed: '', durationSeconds: roundLength(durationSeconds) },
  );
}

export function undoFill(): void {
  const known = former.get();
  if (known) draft.set(known.draft);
  former.set(null);
}

export function keepFill(): void {
  former.set(null);
}

/** Loads an earlier track's words into the form, to be changed and played again. */
export function draftFromTrack(track: Track): void {
  const [version] = track.versions;
  const length = version?.durationSeconds ?? null;
  const change: Partial<Draft> = {
    ...emptyDraft,
    prompt: track.prompt,
    title: track.title ?? '',
    lyrics: track.lyrics ?? '',
    styleTags: track.styleTags,
    isInstrumental: track.hasVocals === false,
    provider: track.provider,
    model: track.model,
    variants: track.versions.length || null,
    durationSeconds: roundLength(length),
    mode: 'custom',
  };
  // Made from another song, it would be another one without it. A file is a little longer than the song in it.
  const isSame = track.seed !== null && track.operation === 'generate';
  const exact = version?.sections.at(-1)?.endSeconds ?? length;
  const same = isSame ? { seed: String(track.seed), durationSeconds: exact, model: track.model } : null;
  fillForm(change, say('brief.filled.track', { name: trackName(track) }), same);
  focusPrompt();
}

function roundLength(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds / 5) * 5;
}

export const promptFieldId = 'brief-prompt';

/** Brings the prompt into view with the caret at its end. */
export function focusPrompt(): void {
  const field = document.getElementById(promptFieldId);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  requestAnimationFrame(() => field.setSelectionRange(field.value.length, field.value.length));
}
