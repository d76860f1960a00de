import {
  priceMillicredits,
  sideOperations,
  songOperations,
  toCredits,
  type Model,
  type Provider,
} from '@impresario/protocol';
import { aModel } from '@impresario/protocol/testing';
import { localProvider } from './scripted-data.ts';

const sunoModel = (id: string, fields: Partial<Model> = {}): Model =>
  aModel({
    id,
    label: id.replace('_', '.'),
    limits: { promptChars: 500, lyricsChars: 5000, titleChars: 80, styleChars: 1000 },
    durationSeconds: null,
    variants: { min: 2, max: 2, default: 2 },
    parameters: {
      lyrics: 'native',
      styleTags: 'native',
      hasVocals: 'native',
      negativeTags: 'native',
      vocalGender: 'native',
      styleWeight: 'native',
      weirdnessConstraint: 'native',
      audioWeight: 'native',
      referenceAudioUrl: 'native',
      personaId: 'native',
    },
    ...fields,
  });

/** Suno as `GET /v1/providers` describes it. */
export const sunoProvider: Provider = {
  ...localProvider,
  id: 'suno',
  label: 'Suno',
  delivery: { ...localProvider.delivery, shape: 'task', repeatable: false, cancellable: false },
  description: 'Sings.',
  operations: [...songOperations, ...sideOperations],
  features: {
    promptGeneration: true,
    lyricsGeneration: true,
    personas: true,
    referenceAudio: true,
    stems: 'separated',
    video: true,
    singing: true,
  },
  models: [sunoModel('V5'), sunoModel('V4', { lifecycle: 'deprecated' })],
  defaultModel: 'V5',
  isDefault: false,
  priceCredits: Object.fromEntries(
    Object.entries(priceMillicredits).map(([operation, price]) => [operation, toCredits(price)]),
  ),
};

/** One whose key was refused. */
export const blockedProvider: Provider = {
  ...localProvider,
  id: 'mureka',
  label: 'Mureka',
  isDefault: false,
  features: { ...localProvider.features, singing: true },
  health: {
    status: 'down',
    detail: 'Its key was refused.',
    successRate: 0.2,
    sampleCount: 9,
    circuit: 'blocked',
  },
};
