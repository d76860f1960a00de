import type { CreateTrackInput, Model, Provider } from '@impresario/protocol';
import type { Draft } from './draft.ts';

/** Who plays: the chosen provider and model, or the server's defaults. */
export interface Performer {
  readonly provider: Provider;
  readonly model: Model;
}

export function choosePerformer(providers: readonly Provider[], draft: Draft): Performer | null {
  const able = providers.filter((provider) => provider.configured);
  const provider =
    able.find(({ id }) => id === draft.provider) ?? able.find(({ isDefault }) => isDefault) ?? able[0];
  const model =
    provider?.models.find(({ id }) => id === draft.model) ??
    provider?.models.find(({ id }) => id === provider.defaultModel) ??
    provider?.models[0];
  return provider && model ? { provider, model } : null;
}

export function chosenDuration(draft: Draft, model: Model): number | null {
  const range = model.durationSeconds;
  if (!range) return null;
  return Math.min(range.max, Math.max(range.min, draft.durationSeconds ?? range.default));
}

export function chosenVariants(draft: Draft, model: Model): number {
  const { min, max, default: usual } = model.variants;
  return Math.min(max, Math.max(min, draft.variants ?? usual));
}

/** The body of `POST /v1/tracks` for what stands in the form; without a performer, the server's defaults hold. */
export function toRequest(draft: Draft, performer: Performer | null): CreateTrackInput {
  const isSinger = performer?.provider.features.singing ?? true;
  // A composer that does not sing still reads the lyrics for the form; a singer asked not to sing gets none.
  const lyrics = draft.isInstrumental && isSinger ? '' : draft.lyrics;
  return {
    prompt: draft.prompt,
    ...(draft.title.trim() && { title: draft.title }),
    ...(lyrics.trim() && { lyrics }),
    ...(draft.styleTags.length > 0 && { styleTags: draft.styleTags }),
    ...((draft.isInstrumental || !isSinger) && { hasVocals: false }),
    ...(draft.seed.trim() && { seed: Number(draft.seed) }),
    ...(performer && toPerformer(draft, performer)),
  };
}

function toPerformer(draft: Draft, { provider, model }: Performer): Partial<CreateTrackInput> {
  const durationSeconds = chosenDuration(draft, model);
  return {
    ...(!provider.isDefault && { provider: provider.id }),
    ...(model.id !== provider.defaultModel && { modelVersion: model.id }),
    ...(durationSeconds !== null && { durationSeconds }),
    variants: chosenVariants(draft, model),
  };
}
