import type { Model, Provider } from '@impresario/protocol';
import { localProvider } from './scripted-data.ts';

const sunoModel = (id: string, fields: Partial<Model> = {}): Model => ({
  id,
  label: id.replace('_', '.'),
  lifecycle: 'stable',
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
  description: 'Sings.',
  operations: [
    'generate',
    'extend',
    'cover',
    'add-vocals',
    'add-instrumental',
    'replace-section',
    'stems',
    'wav',
    'video',
    'persona',
    'lyrics',
    'timestamped-lyrics',
    'style',
  ],
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
  priceCredits: {
    generate: 1,
    extend: 0.5,
    cover: 1,
    'add-vocals': 1,
    'add-instrumental': 1,
    'replace-section': 0.5,
    stems: 0.5,
    wav: 0,
    video: 0.5,
    persona: 0,
    lyrics: 0.1,
    'timestamped-lyrics': 0,
    style: 0,
  },
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
