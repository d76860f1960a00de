import type { Admission, Engine } from '@impresario/engine';
import type {
  Figures,
  InvariantReport,
  OperationResource,
  Overview,
  Provider,
  TrackSnapshot,
} from '@impresario/protocol';

export const TRACK_ID = '01939d5e-0000-7000-8000-000000000001';
export const OPERATION_ID = '01939d5e-0000-7000-8000-000000000003';
export const FILE_KEY = 'tracks/01939d5e/audio-1.mp3';

/** A track as the engine would tell of it. */
export function trackSnapshot(changes: Partial<TrackSnapshot> = {}): TrackSnapshot {
  return {
    id: TRACK_ID,
    object: 'track',
    status: 'pending',
    operation: 'generate',
    provider: 'local',
    model: 'local-1',
    title: null,
    prompt: 'rain',
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
    queuePosition: 1,
    estimatedCompletionAt: null,
    deadlineAt: '2026-03-01T12:10:00.000Z',
    createdAt: '2026-03-01T12:00:00.000Z',
    updatedAt: '2026-03-01T12:00:00.000Z',
    completedAt: null,
    versions: [],
    ...changes,
  };
}

export const completedTrack = trackSnapshot({
  status: 'completed',
  revision: 5,
  versions: [
    {
      id: '01939d5e-0000-7000-8000-000000000002',
      variantIndex: 0,
      isPrimary: true,
      providerClipId: null,
      title: 'Rain',
      lyrics: null,
      durationSeconds: 60,
      sections: [],
      streamUrl: null,
      audio: { key: FILE_KEY, mimeType: 'audio/mpeg', bytes: 10, sha256: 'ab'.repeat(32) },
      cover: null,
      video: null,
      peaks: null,
      wav: null,
      stems: [],
    },
  ],
});

/** Work beside a track as the engine would tell of it. */
export function operationResource(changes: Partial<OperationResource> = {}): OperationResource {
  return {
    id: OPERATION_ID,
    object: 'operation',
    operation: 'stems',
    status: 'pending',
    provider: 'suno',
    trackId: TRACK_ID,
    versionId: null,
    taskId: null,
    progress: null,
    stage: null,
    revision: 1,
    warnings: [],
    error: null,
    result: null,
    creditsCharged: 0.5,
    creditsRefunded: 0,
    deadlineAt: '2026-03-01T12:10:00.000Z',
    createdAt: '2026-03-01T12:00:00.000Z',
    updatedAt: '2026-03-01T12:00:00.000Z',
    completedAt: null,
    ...changes,
  };
}

export function provider(changes: Partial<Provider> = {}): Provider {
  return {
    id: 'local',
    label: 'Local',
    description: 'A composer.',
    operations: ['generate', 'stems'],
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
    models: [],
    defaultModel: 'local-1',
    formats: ['mp3'],
    typicalLatencySeconds: { low: 5, high: 10 },
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
    health: { status: 'ok', detail: null, successRate: 0.75, sampleCount: 4, circuit: 'closed' },
    latencySeconds: { p50: 5, p95: 9 },
    modelHealth: [],
    priceCredits: { generate: 1 },
    ...changes,
  };
}

export function admitted(changes: Partial<Extract<Admission, { kind: 'admitted' }>> = {}): Admission {
  return {
    kind: 'admitted',
    replayed: false,
    trackId: TRACK_ID,
    response: JSON.stringify(trackSnapshot()),
    quotas: [
      { name: 'minute', limit: 10, remaining: 7, resetSeconds: 11.2 },
      { name: 'day', limit: 100, remaining: 63, resetSeconds: 43_200 },
      { name: 'concurrent', limit: 3, remaining: 2, resetSeconds: null },
    ],
    ...changes,
  };
}

const invariantReport: InvariantReport = {
  checkedAt: '2026-03-01T11:58:00.000Z',
  tookMs: 12,
  checked: ['I1', 'I3'],
  unchecked: ['I6'],
  violations: [{ invariant: 'I3', rule: 'a balance is the sum', count: 2, rows: [{ user_id: 'user-1' }] }],
};

const overview: Overview = {
  tracks: { pending: 1, processing: 2, completed: 3, failed: 4, cancelled: 5 },
  queued: { local: 1 },
  stuck: 0,
  orphans: { open: 6, claimed: 7 },
  callbacks: { waiting: 8, lastHour: 9 },
  users: 10,
  work: { waitingSeconds: null, held: 0 },
  invariants: { checkedAt: '2026-03-01T11:58:00.000Z', broken: 0 },
  providers: [],
};

const nothing = { admitted: 0, completed: 0, failed: {}, cancelled: 0, successRate: null };
const noLatency = { latencySeconds: { p50: null, p95: null } };
const emptyTally = { ...nothing, ...noLatency, creditsCharged: 0, creditsRefunded: 0, newUsers: 0 };

function emptyFigures(period: Figures['period']): Figures {
  const [from, to] = ['2026-02-28T13:00:00.000Z', '2026-03-01T13:00:00.000Z'];
  return {
    period,
    grain: 'hour',
    from,
    to,
    points: [],
    total: emptyTally,
    before: emptyTally,
    providers: [],
  };
}

/** An engine that says what the test tells it to: for the shape of HTTP alone, never for what the engine does. */
export function scriptedEngine(script: Partial<Engine> = {}): Engine {
  return {
    admit: async () => admitted(),
    readTrack: async (_userId, trackId) => (trackId === TRACK_ID ? trackSnapshot() : null),
    listTracks: async () => ({ data: [trackSnapshot()], hasMore: false, nextCursor: null }),
    operate: async () => ({ kind: 'not-found' }),
    readOperation: async (_userId, id) => (id === OPERATION_ID ? operationResource() : null),
    waitForOperation: async () => null,
    listPersonas: async () => [],
    claimTrack: async () => ({ kind: 'not-found' }),
    receiveCallback: async () => ({ kind: 'stored', known: true }),
    saveUpload: async () => ({ kind: 'too-large' }),
    readOverview: async () => overview,
    readFigures: async (period) => emptyFigures(period),
    reconcile: async ({ from, to }) => ({ from: from.toISOString(), to: to.toISOString(), data: [] }),
    readWork: async () => ({ waitingSeconds: null, held: 0 }),
    checkInvariants: async () => invariantReport,
    readInvariantReport: async () => invariantReport,
    listOrphans: async () => [],
    createApiKey: async () => ({ kind: 'too-many' }),
    listApiKeys: async () => [],
    revokeApiKey: async () => false,
    findApiKey: async () => null,
    issueTicket: async () => ({ ticket: 'ticket', expiresAt: new Date(0) }),
    redeemTicket: async () => null,
    findDeadKeys: async () => new Set(),
    listUsers: async () => null,
    readUser: async () => null,
    listUserTracks: async () => null,
    listUserTransactions: async () => ({ kind: 'not-found' }),
    listAuditLog: async () => null,
    moveCredits: async () => ({ kind: 'not-found' }),
    changePlan: async () => null,
    revokeApiKeys: async () => null,
    cancelTrack: async () => ({ kind: 'not-found' }),
    retryTrack: async () => ({ kind: 'not-found' }),
    removeTrack: async () => ({ kind: 'not-found' }),
    readCredits: async () => ({
      creditsRemaining: 9,
      creditsUsedToday: 1,
      plan: 'pro',
      limits: { perMinute: 10, perDay: 100, concurrent: 3 },
      quotas: {
        perMinute: { limit: 10, used: 0, remaining: 10, resetAt: null },
        perDay: { limit: 100, used: 1, remaining: 99, resetAt: '2026-03-02T00:00:00.000Z' },
        concurrent: { limit: 3, used: 0, remaining: 3, resetAt: null },
      },
    }),
    listTransactions: async () => ({ data: [], hasMore: false, nextCursor: null }),
    openStatement: async (_caller, { from, to }) => ({
      from: from.toISOString(),
      to: to.toISOString(),
      openingBalance: 0,
      closingBalance: 0,
      pages: onePage([]),
    }),
    listProviders: async () => [],
    readFile: async () => null,
    waitForTrack: async () => null,
    onEvents: () => () => {},
    onWork: () => () => {},
    hear() {},
    start: async () => {},
    stop: async () => {},
    ...script,
  };
}

export async function* onePage<T>(page: readonly T[]): AsyncGenerator<readonly T[], void> {
  if (page.length > 0) yield page;
}
