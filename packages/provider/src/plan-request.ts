import type { Capabilities, CreateTrack, Model, Warning } from '@impresario/protocol';
import type { Fault } from './provider.ts';
import type { MusicRequest } from './request.ts';

export interface PlannedRequest {
  readonly request: MusicRequest;
  readonly warnings: Warning[];
  /** What is too long for the model; such a request is refused, never cut (SEC-2). */
  readonly faults: Fault[];
}

/** What a song has besides its body when it starts from something (spec §9). */
export type Beginning = Pick<
  MusicRequest,
  'operation' | 'source' | 'referenceKey' | 'continueAtSeconds' | 'section'
>;

export const fromNothing: Beginning = {
  operation: 'generate',
  source: null,
  referenceKey: null,
  continueAtSeconds: null,
  section: null,
};

/** Parameters a model may or may not honour; the others are every provider's business. */
const optionalParameters = [
  'lyrics',
  'styleTags',
  'hasVocals',
  'durationSeconds',
  'seed',
  'customMode',
  'negativeTags',
  'vocalGender',
  'styleWeight',
  'weirdnessConstraint',
  'audioWeight',
  'referenceAudioUrl',
  'personaId',
] as const satisfies readonly (keyof MusicRequest)[];

/**
 * Fits a checked body to what the chosen provider can do: picks the model, brings numbers into its range, and
 * says in a warning whatever will not be honoured to the letter (PRO-4). Pure.
 */
export function planRequest(
  capabilities: Capabilities,
  body: CreateTrack,
  beginning: Beginning = fromNothing,
): PlannedRequest {
  const warnings: Warning[] = [];
  const asked = flatten(capabilities.id, body, warnings);
  const hasReference = asked.referenceAudioUrl !== null || beginning.referenceKey !== null;
  const model = chooseModel(capabilities, body.modelVersion, hasReference, warnings);
  const durationRange = model.parameters['durationSeconds'] ? model.durationSeconds : null;
  const request: MusicRequest = {
    ...asked,
    ...beginning,
    model: model.id,
    durationSeconds: fit(asked.durationSeconds, durationRange, 'durationSeconds', warnings),
    variants: fit(body.variants ?? null, model.variants, 'variants', warnings) ?? model.variants.default,
  };
  warnings.push(...unsupported(capabilities, model, request));
  // A seed that is left out is not the track's: it would be shown as what the song can be made again from.
  const seed = model.parameters['seed'] ? request.seed : null;
  return { request: { ...request, seed }, warnings, faults: tooLong(model, request) };
}

function flatten(
  providerId: string,
  body: CreateTrack,
  warnings: Warning[],
): Omit<MusicRequest, 'model' | 'variants' | keyof Beginning> {
  const suno = { ...body, ...body.providerOptions?.suno };
  const options = (body.providerOptions as Record<string, Record<string, unknown> | undefined> | undefined)?.[
    providerId
  ];
  return {
    prompt: body.prompt,
    title: body.title || null,
    lyrics: body.lyrics || null,
    styleTags: body.styleTags ?? [],
    hasVocals: vocals(body.hasVocals ?? null, suno.make_instrumental ?? null, warnings),
    durationSeconds: body.durationSeconds ?? null,
    seed: body.seed ?? null,
    customMode: suno.customMode ?? null,
    negativeTags: suno.negativeTags || null,
    vocalGender: suno.vocalGender ?? null,
    styleWeight: suno.styleWeight ?? null,
    weirdnessConstraint: suno.weirdnessConstraint ?? null,
    audioWeight: suno.audioWeight ?? null,
    referenceAudioUrl: suno.referenceAudioUrl ?? null,
    personaId: suno.personaId ?? null,
    options: options ?? {},
  };
}

/** Two names for one wish; where they contradict each other, the instrumental wins and the reply says so. */
function vocals(
  hasVocals: boolean | null,
  makeInstrumental: boolean | null,
  warnings: Warning[],
): boolean | null {
  if (makeInstrumental === null) return hasVocals;
  const used = !makeInstrumental && hasVocals !== false;
  if (hasVocals !== null && hasVocals !== used) {
    const message = 'hasVocals and make_instrumental contradict each other; an instrumental is made.';
    warnings.push({ type: 'adjusted', parameter: 'hasVocals', message, asked: hasVocals, used });
  }
  return used;
}

function chooseModel(
  capabilities: Capabilities,
  asked: string | undefined,
  hasReference: boolean,
  warnings: Warning[],
): Model {
  const named = asked === undefined ? undefined : capabilities.models.find((model) => model.id === asked);
  const fallback = capabilities.models.find((model) => model.id === capabilities.defaultModel);
  const model = named ?? (hasReference ? listener(capabilities, fallback) : fallback);
  if (!model) throw new Error(`Provider ${capabilities.id} lists no model ${capabilities.defaultModel}`);
  if (asked !== undefined && !named) {
    const message = `${capabilities.label} has no model ${asked}; ${model.id} is used.`;
    warnings.push({ type: 'substituted-model', parameter: 'modelVersion', message, asked, used: model.id });
  }
  if (model.lifecycle === 'deprecated') {
    warnings.push({
      type: 'deprecated',
      parameter: 'modelVersion',
      message: `${model.label} will be withdrawn.`,
    });
  }
  return model;
}

/** Texts that the model would not take whole; lengths in code points, as everywhere (SEC-2). */
function tooLong({ label, limits }: Model, request: MusicRequest): Fault[] {
  const texts = [
    ['prompt', request.prompt, limits.promptChars],
    ['lyrics', request.lyrics ?? '', limits.lyricsChars],
    ['title', request.title ?? '', limits.titleChars],
    ['styleTags', request.styleTags.join(', '), limits.styleChars],
  ] as const;
  return texts.flatMap(([parameter, words, max]) => {
    const length = [...words].length;
    if (length <= max) return [];
    return [{ parameter, message: `is ${length} characters long; ${label} takes at most ${max}` }];
  });
}

/** Who hears reference audio where the default model does not: nobody who sends some wants it ignored. */
function listener({ models }: Capabilities, usual: Model | undefined): Model | undefined {
  const hears = (model: Model | undefined) => model?.parameters['referenceAudioUrl'] !== undefined;
  return hears(usual) ? usual : (models.find(hears) ?? usual);
}

function fit(
  asked: number | null,
  range: { min: number; max: number } | null,
  parameter: string,
  warnings: Warning[],
): number | null {
  if (asked === null || range === null) return asked;
  const used = Math.min(range.max, Math.max(range.min, asked));
  if (used !== asked) {
    const message = `${parameter} can be ${range.min} to ${range.max} here; ${used} is used instead of ${asked}.`;
    warnings.push({ type: 'adjusted', parameter, message, asked, used });
  }
  return used;
}

function unsupported(capabilities: Capabilities, model: Model, request: MusicRequest): Warning[] {
  const warnings: Warning[] = [];
  const isUnheard = request.referenceKey !== null && request.source === null;
  if (isUnheard && model.parameters['referenceAudioUrl'] === undefined) {
    const message = `${model.label} has no referenceAssetId; it is left out.`;
    warnings.push({ type: 'unsupported', parameter: 'referenceAssetId', message });
  }
  for (const parameter of optionalParameters) {
    const value = request[parameter];
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    // A provider that never sings gives an instrumental exactly.
    if (parameter === 'hasVocals' && value === false && !capabilities.features.singing) continue;
    const support = model.parameters[parameter];
    if (support === 'native') continue;
    warnings.push(
      support === 'approximated'
        ? { type: 'approximated', parameter, message: approximation(capabilities, parameter) }
        : { type: 'unsupported', parameter, message: `${model.label} has no ${parameter}; it is left out.` },
    );
  }
  return warnings;
}

function approximation(capabilities: Capabilities, parameter: string): string {
  if (!capabilities.features.singing && (parameter === 'lyrics' || parameter === 'hasVocals')) {
    return `${capabilities.label} does not sing words: lyrics shape the form and the melody's rhythm.`;
  }
  return `${capabilities.label} treats ${parameter} as a hint.`;
}
