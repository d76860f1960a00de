import type { Asset, Credits, Provider, Track, Version } from '@impresario/protocol';

const styleNames =
  'Lo-fi Ambient Piano Orchestral Synthwave House Jazz Bossa-nova Folk Rock Funk Hip-hop Waltz Celtic'.split(
    ' ',
  );

/** The composer as `GET /v1/providers` describes it. */
export const localProvider: Provider = {
  id: 'local',
  label: 'The house composer',
  description: 'Composes and plays on this machine.',
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
  styles: styleNames.map((name) => ({ id: name.toLowerCase(), label: name.replace('-n', ' n') })),
  models: [
    {
      id: 'house-1',
      label: 'House 1',
      lifecycle: 'stable',
      limits: { promptChars: 3000, lyricsChars: 5000, titleChars: 100, styleChars: 1000 },
      durationSeconds: { min: 10, max: 240, default: 60 },
      variants: { min: 1, max: 4, default: 2 },
      parameters: {
        lyrics: 'approximated',
        styleTags: 'native',
        hasVocals: 'approximated',
        durationSeconds: 'native',
        seed: 'native',
      },
    },
  ],
  defaultModel: 'house-1',
  formats: ['mp3'],
  typicalLatencySeconds: { low: 4, high: 12 },
  delivery: {
    shape: 'inline',
    repeatable: true,
    cancellable: true,
    callbacks: 'none',
    outputLifetimeSeconds: null,
  },
  concurrencyMax: 2,
  submitRate: null,
  configured: true,
  isDefault: true,
  health: { status: 'ok', detail: null, successRate: 1, sampleCount: 12, circuit: 'closed' },
  latencySeconds: { p50: 6, p95: 11 },
  modelHealth: [],
  priceCredits: { generate: 1 },
};

export const startCredits: Credits = {
  creditsRemaining: 1000,
  creditsUsedToday: 0,
  plan: 'premium',
  limits: { perMinute: 30, perDay: null, concurrent: 10 },
  quotas: {
    perMinute: { limit: 30, used: 0, remaining: 30, resetAt: null },
    perDay: { limit: null, used: 0, remaining: null, resetAt: null },
    concurrent: { limit: 10, used: 0, remaining: 10, resetAt: null },
  },
};

let serial = 0;

function newId(): string {
  return `0197a000-0000-7000-8000-${String(++serial).padStart(12, '0')}`;
}

/** A track as it is right after its admission. */
export function newTrack(fields: Partial<Track>): Track {
  const now = new Date().toISOString();
  return {
    id: newId(),
    object: 'track',
    status: 'pending',
    operation: 'generate',
    provider: 'local',
    model: 'house-1',
    title: null,
    prompt: '',
    lyrics: null,
    styleTags: [],
    hasVocals: false,
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
    queuePosition: 1,
    estimatedCompletionAt: null,
    deadlineAt: now,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    versions: [],
    ...fields,
  };
}

/** A file that the server makes from what stands in its name. */
export function newAsset(name: string, mimeType: string, bytes: number): Asset {
  return { url: `/files/${name}?expires=9&signature=s`, mimeType, bytes, sha256: name };
}

/** A finished version; its files are made by the server from what stands in their names. */
export function newVersion(index: number, seconds: number, seed: number): Version {
  return {
    id: newId(),
    variantIndex: index,
    isPrimary: index === 0,
    providerClipId: null,
    title: null,
    lyrics: null,
    durationSeconds: seconds,
    sections: [],
    streamUrl: null,
    audio: newAsset(`${seconds}-${seed}.wav`, 'audio/mpeg', seconds * 24_000),
    cover: newAsset(`${seconds}-${seed}.svg`, 'image/svg+xml', 9_000),
    video: null,
    peaks: newAsset(`${seconds}-${seed}.json`, 'application/json', 20_000),
    wav: null,
    stems: [],
  };
}
