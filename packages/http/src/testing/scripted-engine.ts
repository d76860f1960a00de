import type { Admission, Engine } from '@impresario/engine';
import type { Figures, InvariantReport, Overview } from '@impresario/protocol';
import {
  anOperation,
  aStoredAsset,
  aStoredVersion,
  aTally,
  aTrackSnapshot,
  someCredits,
  trackId,
} from '@impresario/protocol/testing';

export const TRACK_ID = trackId(1);
export const OPERATION_ID = anOperation().id;
export const FILE_KEY = aStoredAsset().key;

const pendingTrack = aTrackSnapshot({ status: 'pending', queuePosition: 1 });

export const completedTrack = aTrackSnapshot({
  status: 'completed',
  revision: 5,
  versions: [aStoredVersion({ title: 'Rain', audio: aStoredAsset() })],
});

export function admitted(changes: Partial<Extract<Admission, { kind: 'admitted' }>> = {}): Admission {
  return {
    kind: 'admitted',
    replayed: false,
    trackId: TRACK_ID,
    response: JSON.stringify(pendingTrack),
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

function emptyFigures(period: Figures['period']): Figures {
  const [from, to] = ['2026-02-28T13:00:00.000Z', '2026-03-01T13:00:00.000Z'];
  return {
    period,
    grain: 'hour',
    from,
    to,
    points: [],
    total: aTally(),
    before: aTally(),
    providers: [],
  };
}

/** An engine that says what the test tells it to: for the shape of HTTP alone, never for what the engine does. */
export function scriptedEngine(script: Partial<Engine> = {}): Engine {
  return {
    admit: async () => admitted(),
    readTrack: async (_userId, asked) => (asked === TRACK_ID ? pendingTrack : null),
    listTracks: async () => ({ data: [pendingTrack], hasMore: false, nextCursor: null }),
    operate: async () => ({ kind: 'not-found' }),
    readOperation: async (_userId, id) => (id === OPERATION_ID ? anOperation() : null),
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
    readCredits: async () => someCredits(),
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
