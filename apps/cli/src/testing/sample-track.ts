import type { OperationResource, Provider, Track, Version } from '@impresario/protocol';

/** A track under way, with the told fields changed. */
export function aTrack(fields: Partial<Track> = {}): Track {
  return {
    id: '019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b',
    object: 'track',
    status: 'processing',
    operation: 'generate',
    provider: 'local',
    model: 'gm-core',
    title: null,
    prompt: 'warm lo-fi piano for a rainy evening',
    lyrics: null,
    styleTags: [],
    hasVocals: null,
    projectId: null,
    seed: null,
    sourceTrackId: null,
    sourceVersionId: null,
    claimedFrom: null,
    retriedFrom: null,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings: [],
    error: null,
    creditsCharged: 1,
    creditsRefunded: 0,
    queuePosition: null,
    estimatedCompletionAt: null,
    deadlineAt: '2026-01-01T00:20:00.000Z',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    completedAt: null,
    versions: [],
    ...fields,
  };
}

/** A version without files, with the told fields changed. */
export function aVersion(fields: Partial<Version> = {}): Version {
  return {
    id: '019a1b2c-0000-7000-8000-000000000001',
    variantIndex: 0,
    isPrimary: true,
    providerClipId: null,
    title: null,
    lyrics: null,
    durationSeconds: 90.2,
    sections: [],
    streamUrl: null,
    audio: null,
    cover: null,
    video: null,
    peaks: null,
    wav: null,
    stems: [],
    ...fields,
  };
}

/** A provider like the built-in composer, with the told fields changed. */
export function aProvider(fields: Partial<Provider> = {}): Provider {
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
    models: [
      {
        id: 'gm-core',
        label: 'GM Core',
        lifecycle: 'stable',
        limits: { promptChars: 3000, lyricsChars: 5000, titleChars: 100, styleChars: 1000 },
        durationSeconds: { min: 5, max: 240, default: 90 },
        variants: { min: 1, max: 4, default: 2 },
        parameters: { seed: 'native' },
      },
    ],
    defaultModel: 'gm-core',
    formats: ['mp3'],
    typicalLatencySeconds: { low: 5, high: 20 },
    delivery: {
      shape: 'inline',
      repeatable: true,
      cancellable: true,
      callbacks: 'none',
      outputLifetimeSeconds: null,
    },
    concurrencyMax: 1,
    submitRate: null,
    configured: true,
    isDefault: true,
    health: { status: 'ok', detail: null, successRate: 1, sampleCount: 10, circuit: 'closed' },
    latencySeconds: { p50: 8, p95: 14 },
    modelHealth: [],
    priceCredits: { generate: 1 },
    ...fields,
  };
}

/** Work beside a track, under way, with the told fields changed. */
export function anOperation(fields: Partial<OperationResource> = {}): OperationResource {
  return {
    id: '019a1b2c-1111-7000-8000-000000000001',
    object: 'operation',
    operation: 'stems',
    status: 'processing',
    provider: 'suno',
    trackId: aTrack().id,
    versionId: aVersion().id,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings: [],
    error: null,
    result: null,
    creditsCharged: 0.5,
    creditsRefunded: 0,
    deadlineAt: '2026-01-01T00:20:00.000Z',
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    completedAt: null,
    ...fields,
  };
}
