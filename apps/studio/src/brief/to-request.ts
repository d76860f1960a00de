import type { CreateTrackInput, Model, Provider } from '@impresario/protocol';
import { askedOf, hasCustom, type Draft } from './draft.ts';

/** Who plays: the chosen provider and model, or the server's defaults. */
export interface Performer {
  readonly provider: Provider;
  readonly model: Model;
}

/** Whether new work may be given to it now; where not, `troubleOf` says why. */
export function takesWork({ health }: Provider): boolean {
  return health.circuit !== 'open' && health.circuit !== 'blocked';
}

/**
 * Who plays this draft. A provider that was chosen stays chosen when it falls ill, so that nothing is sent to another
 * unasked; where nothing was chosen, the default plays, or the first that takes work.
 */
export function choosePerformer(providers: readonly Provider[], draft: Draft): Performer | null {
  const able = providers.filter((provider) => provider.configured);
  const usual = able.find(({ isDefault }) => isDefault) ?? able[0];
  const provider =
    able.find(({ id }) => id === draft.provider) ??
    (usual && takesWork(usual) ? usual : (able.find(takesWork) ?? usual));
  const model =
    provider?.models.find(({ id }) => id === draft.model) ??
    provider?.models.find(({ id }) => id === provider.defaultModel) ??
    provider?.models[0];
  return provider && model ? { provider, model } : null;
}

/** Whether the model honours a parameter, to the letter or as a hint. */
export function honours(performer: Performer | null, parameter: string): boolean {
  return performer?.model.parameters[parameter] !== undefined;
}

/** Whether no singing was asked for, of a model that can leave it out. */
export function playsOnly(draft: Draft, performer: Performer | null): boolean {
  return draft.isInstrumental && (performer === null || honours(performer, 'hasVocals'));
}

/** The range of lengths that can be asked for; null where the model decides. */
export function lengthRange(performer: Performer | null): Model['durationSeconds'] {
  return honours(performer, 'durationSeconds') ? (performer?.model.durationSeconds ?? null) : null;
}

export function chosenDuration(draft: Draft, performer: Performer): number | null {
  const range = lengthRange(performer);
  if (!range) return null;
  return Math.min(range.max, Math.max(range.min, draft.durationSeconds ?? range.default));
}

export function chosenVariants(draft: Draft, model: Model): number {
  const { min, max, default: usual } = model.variants;
  return Math.min(max, Math.max(min, draft.variants ?? usual));
}

/**
 * The body of `POST /v1/tracks` for what stands in the form. What the model cannot do is not sent, though the draft
 * keeps it for a model that can; without a performer, the server's defaults hold.
 */
export function toRequest(draft: Draft, performer: Performer | null): CreateTrackInput {
  const can = (parameter: string) => performer === null || honours(performer, parameter);
  const isSinger = performer?.provider.features.singing ?? true;
  const isInstrumental = isSinger && playsOnly(draft, performer);
  // A composer that does not sing still reads the lyrics for the form, unless it is told that there shall be no voice; a
  // singer asked not to sing gets none.
  const lyrics = isInstrumental || !can('lyrics') ? '' : draft.lyrics;
  return {
    prompt: draft.prompt,
    ...(draft.title.trim() && { title: draft.title }),
    ...(lyrics.trim() && { lyrics }),
    ...(draft.styleTags.length > 0 && can('styleTags') && { styleTags: draft.styleTags }),
    ...((isInstrumental || (!isSinger && !lyrics.trim())) && { hasVocals: false }),
    ...(draft.seed.trim() && can('seed') && { seed: Number(draft.seed) }),
    ...(performer && toPerformer(draft, performer)),
  };
}

/** How much of what was chosen in the custom mode is not sent in the simple one. */
export function waitingCount(draft: Draft, providers: readonly Provider[]): number {
  if (draft.mode === 'custom' || !hasCustom(draft)) return 0;
  const bodyOf = (asked: Draft): Record<string, unknown> => ({
    ...toRequest(asked, choosePerformer(providers, asked)),
  });
  const sent = bodyOf(askedOf(draft));
  const whole = bodyOf({ ...draft, mode: 'custom' });
  return Object.keys(whole).filter((name) => JSON.stringify(whole[name]) !== JSON.stringify(sent[name]))
    .length;
}

function toPerformer(draft: Draft, performer: Performer): Partial<CreateTrackInput> {
  const { provider, model } = performer;
  const durationSeconds = chosenDuration(draft, performer);
  return {
    ...(!provider.isDefault && { provider: provider.id }),
    ...(model.id !== provider.defaultModel && { modelVersion: model.id }),
    ...(durationSeconds !== null && { durationSeconds }),
    variants: chosenVariants(draft, model),
    ...manner(draft, performer),
  };
}

const weights = ['styleWeight', 'weirdnessConstraint', 'audioWeight'] as const;

function manner(draft: Draft, performer: Performer): Partial<CreateTrackInput> {
  const can = (parameter: string) => honours(performer, parameter);
  const sings = performer.provider.features.singing && !playsOnly(draft, performer);
  const asked: Partial<CreateTrackInput> = {};
  if (draft.negativeTags.trim() && can('negativeTags')) asked.negativeTags = draft.negativeTags;
  if (draft.vocalGender && sings && can('vocalGender')) asked.vocalGender = draft.vocalGender;
  for (const weight of weights) {
    const value = draft[weight];
    if (value !== null && can(weight)) asked[weight] = value;
  }
  if (draft.personaId.trim() && can('personaId')) asked.personaId = draft.personaId.trim();
  const { reference } = draft;
  if (reference?.kind === 'upload' && takesReference(performer)) asked.referenceAssetId = reference.id;
  if (reference?.kind === 'address' && reference.url.trim() && can('referenceAudioUrl')) {
    asked.referenceAudioUrl = reference.url.trim();
  }
  return asked;
}

/** A file of one's own is taken wherever there is reference audio at all: the engine brings it to the provider. */
export function takesReference(performer: Performer | null): boolean {
  return honours(performer, 'referenceAudioUrl') || honours(performer, 'referenceAssetId');
}
