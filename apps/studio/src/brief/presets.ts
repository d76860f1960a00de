import { readKept, tryToKeep } from '../browser-storage.ts';
import { say, type MessageKey } from '../i18n/index.ts';
import { createStore, useStore } from '../store.ts';
import { emptyDraft, fillForm, readDraft, type Draft } from './draft.ts';

/** A form kept under a name. */
export interface Preset {
  readonly id: string;
  readonly name: string;
  readonly form: Draft;
}

const keptAs = 'presets';
export const presetsMax = 50;
export const presetNameCharsMax = 60;

/** The reader's own, newest first. */
const presets = createStore<readonly Preset[]>(readPresets());

// Another tab keeps its own into the same place.
window.addEventListener('storage', ({ key }) => {
  if (key === `impresario.${keptAs}`) presets.set(readPresets());
});

/** What was kept, as far as it is what this version writes. */
function readPresets(): readonly Preset[] {
  const kept = readKept<unknown>(keptAs);
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((each: Partial<Preset> | null) =>
    typeof each?.id === 'string' && typeof each.name === 'string' && typeof each.form === 'object'
      ? [{ id: each.id, name: each.name, form: { ...emptyDraft, ...each.form } }]
      : [],
  );
}

export function usePresets(): readonly Preset[] {
  return useStore(presets, (value) => value);
}

/**
 * Keeps the form under a name, over another one of that name. False when the browser had no room for it: then it is
 * there until the tab is closed.
 */
export function savePreset(name: string): boolean {
  const others = presets.get().filter((preset) => preset.name !== name);
  const id = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('');
  return keepPresets([{ id, name, form: readDraft() }, ...others].slice(0, presetsMax));
}

export function deletePreset(id: string): void {
  keepPresets(presets.get().filter((preset) => preset.id !== id));
}

function keepPresets(next: readonly Preset[]): boolean {
  presets.set(next);
  return tryToKeep(keptAs, next);
}

/** Puts a preset into the form. */
export function fillFromPreset({ name, form }: Preset): void {
  fillForm(form, say('brief.filled.preset', { name }));
}

/** Forms to begin from; the words of the brief stay the reader's own. */
interface HousePreset {
  readonly id: string;
  readonly name: MessageKey;
  readonly text: MessageKey;
  /** Tried among the provider's styles, by name. */
  readonly styles: readonly string[];
  readonly form: Partial<Draft>;
}

const skeleton = '[Verse]\n\n\n[Chorus]\n\n\n[Verse]\n\n\n[Chorus]\n\n\n[Bridge]\n\n\n[Chorus]\n';

export const housePresets: readonly HousePreset[] = [
  {
    id: 'quiet',
    name: 'brief.preset.quiet',
    text: 'brief.preset.quiet.text',
    styles: ['lo-fi', 'lofi', 'ambient', 'piano'],
    form: { isInstrumental: true, durationSeconds: 180 },
  },
  {
    id: 'picture',
    name: 'brief.preset.picture',
    text: 'brief.preset.picture.text',
    styles: ['orchestral', 'cinematic', 'classical'],
    form: { isInstrumental: true, durationSeconds: 90 },
  },
  {
    id: 'dance',
    name: 'brief.preset.dance',
    text: 'brief.preset.dance.text',
    styles: ['house', 'techno', 'electronic', 'synthwave'],
    form: { isInstrumental: true, durationSeconds: 150 },
  },
  {
    id: 'song',
    name: 'brief.preset.song',
    text: 'brief.preset.song.text',
    styles: ['pop', 'folk', 'rock'],
    form: { isInstrumental: false, durationSeconds: 180, lyrics: skeleton, mode: 'custom' },
  },
  {
    id: 'lullaby',
    name: 'brief.preset.lullaby',
    text: 'brief.preset.lullaby.text',
    styles: ['waltz', 'piano', 'folk', 'ambient'],
    form: { isInstrumental: true, durationSeconds: 120 },
  },
  {
    id: 'jingle',
    name: 'brief.preset.jingle',
    text: 'brief.preset.jingle.text',
    styles: ['funk', 'jazz', 'pop'],
    form: { isInstrumental: true, durationSeconds: 15, variants: 4, mode: 'custom' },
  },
];

/** Puts one of the house's own into the form, with the styles this provider knows. Who plays, and the brief, stay. */
export function fillFromHousePreset(
  { name, styles: wanted, form }: HousePreset,
  styles: readonly { id: string; label: string }[],
): void {
  const { prompt, provider, model } = readDraft();
  const style = wanted
    .map((word) => styles.find(({ id, label }) => [id, label].some((each) => each.toLowerCase() === word)))
    .find((found) => found !== undefined);
  const kept = { ...emptyDraft, prompt, provider, model, styleTags: style ? [style.id] : [] };
  fillForm({ ...kept, ...form }, say('brief.filled.preset', { name: say(name) }));
}
