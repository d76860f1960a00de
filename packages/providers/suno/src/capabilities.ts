import type { Capabilities, Model } from '@impresario/protocol';
import { largestShare, shortestSeconds } from './compose-section.ts';
import { defaultModel, sunoModels, titleChars, type SunoModel } from './models.ts';

const daySeconds = 86_400;

/** What Suno can do through either gateway; callbacks are believed only where a secret can prove them. */
export function sunoCapabilities(callbacks: Capabilities['delivery']['callbacks']): Capabilities {
  return {
    id: 'suno',
    label: 'Suno',
    description: 'Sings and plays in any style, through the gateway sunoapi.org or its twin kie.ai.',
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
    workBounds: {
      lyricsNeededFor: ['replace-section', 'add-vocals'],
      extend: { atSecondsMin: 1, atSecondsMax: null },
      replaceSection: { secondsMin: shortestSeconds, shareMax: largestShare, besideSecondsMin: 0 },
    },
    styles,
    models: sunoModels.map(toModel),
    defaultModel,
    formats: ['mp3'],
    // 57–74 s to the last file were measured at kie; the documents say 2–3 min.
    typicalLatencySeconds: { low: 30, high: 60 },
    delivery: {
      shape: 'task',
      repeatable: false,
      cancellable: false,
      callbacks,
      // Some pages say 15; links were seen to end earlier, so files are fetched at once.
      outputLifetimeSeconds: 14 * daySeconds,
    },
    concurrencyMax: null,
    // 20 every 10 s are documented; two are left to others who use the same key.
    submitRate: { max: 18, perSeconds: 10 },
  };
}

function toModel(model: SunoModel): Model {
  return {
    id: model.id,
    label: model.label,
    lifecycle: model.lifecycle,
    // As much as any mode takes; `review` knows what the mode of one request takes.
    limits: {
      promptChars: 3000,
      lyricsChars: model.lyricsChars,
      titleChars,
      styleChars: model.styleChars,
    },
    durationSeconds: model.durationSeconds,
    // One task makes two songs, always.
    variants: { min: 2, max: 2, default: 2 },
    parameters: {
      lyrics: 'native',
      styleTags: 'native',
      hasVocals: 'native',
      customMode: 'native',
      negativeTags: 'native',
      // "Only raises the probability", say the documents.
      vocalGender: 'approximated',
      styleWeight: 'native',
      weirdnessConstraint: 'native',
      audioWeight: 'native',
      referenceAudioUrl: 'native',
      personaId: 'native',
      ...(model.durationSeconds && { durationSeconds: 'native' }),
    },
  };
}

const styles: Capabilities['styles'] = [
  { id: 'pop', label: 'Pop' },
  { id: 'indie folk', label: 'Indie folk' },
  { id: 'rock', label: 'Rock' },
  { id: 'hip hop', label: 'Hip hop' },
  { id: 'r&b', label: 'R&B' },
  { id: 'electronic', label: 'Electronic' },
  { id: 'house', label: 'House' },
  { id: 'lo-fi', label: 'Lo-fi' },
  { id: 'jazz', label: 'Jazz' },
  { id: 'country', label: 'Country' },
  { id: 'metal', label: 'Metal' },
  { id: 'ambient', label: 'Ambient' },
  { id: 'orchestral', label: 'Orchestral' },
];
