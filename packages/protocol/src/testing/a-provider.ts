import type { Capabilities, Model, Provider } from '../provider.ts';

/** A model that honours a seed alone, with the told fields. */
export function aModel(fields: Partial<Model> = {}): Model {
  return {
    id: 'composer-1',
    label: 'Composer 1',
    lifecycle: 'stable',
    limits: { promptChars: 3000, lyricsChars: 5000, titleChars: 100, styleChars: 1000 },
    durationSeconds: { min: 5, max: 240, default: 90 },
    variants: { min: 1, max: 4, default: 2 },
    parameters: { seed: 'native' },
    ...fields,
  };
}

/** What something like the built-in composer can do, with the told fields. */
export function someCapabilities(fields: Partial<Capabilities> = {}): Capabilities {
  return {
    id: 'local',
    label: 'Built-in composer',
    description: 'Composes and plays here.',
    operations: ['generate'],
    features: {
      promptGeneration: true,
      lyricsGeneration: false,
      personas: false,
      referenceAudio: false,
      stems: 'exact',
      video: false,
      singing: false,
    },
    styles: [],
    models: [aModel()],
    defaultModel: 'composer-1',
    formats: ['mp3'],
    typicalLatencySeconds: { low: 5, high: 20 },
    delivery: {
      shape: 'inline',
      repeatable: true,
      cancellable: true,
      callbacks: 'none',
      outputLifetimeSeconds: null,
    },
    concurrencyMax: 2,
    submitRate: null,
    ...fields,
  };
}

/** The default provider, well, as `GET /v1/providers` tells of it, with the told fields. */
export function aProvider(fields: Partial<Provider> = {}): Provider {
  return {
    ...someCapabilities(),
    configured: true,
    isDefault: true,
    health: { status: 'ok', detail: null, successRate: 1, sampleCount: 12, circuit: 'closed' },
    latencySeconds: { p50: 8, p95: 14 },
    modelHealth: [],
    priceCredits: { generate: 1 },
    ...fields,
  };
}
