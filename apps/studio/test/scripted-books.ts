import type {
  AuditEntry,
  FigurePeriod,
  Figures,
  Finding,
  InvariantReport,
  Orphan,
  Overview,
  ProviderTally,
  ProviderWork,
  Tally,
  UserDetail,
  UserTrack,
} from '@impresario/protocol';
import { aTally } from '@impresario/protocol/testing';

/** What administrators are shown of everybody; a test writes into it what it wants seen. */
export interface Books {
  overview: Overview;
  /** Of a point so many before the one that runs now; nothing happened when not given. */
  tally: (before: number) => Partial<Tally>;
  providerTally: (provider: string, before: number) => Partial<ProviderTally>;
  readonly stuck: UserTrack[];
  readonly orphans: Orphan[];
  findings: Finding[];
  invariants: InvariantReport;
  /** Newest first. */
  readonly users: UserDetail[];
  readonly tracks: UserTrack[];
  readonly audit: AuditEntry[];
}

/** The books of a server on its first day. */
export function emptyBooks(): Books {
  return {
    overview: {
      tracks: { pending: 0, processing: 0, completed: 0, failed: 0, cancelled: 0 },
      queued: { local: 0 },
      stuck: 0,
      orphans: { open: 0, claimed: 0 },
      callbacks: { waiting: 0, lastHour: 0 },
      users: 1,
      work: { waitingSeconds: null, held: 0 },
      invariants: null,
      providers: [providerWork({})],
    },
    tally: () => ({}),
    providerTally: () => ({}),
    stuck: [],
    orphans: [],
    findings: [
      { id: 'database', title: 'PostgreSQL', status: 'ok', detail: 'PostgreSQL 18, migrated', remedy: null },
      {
        id: 'address',
        title: 'Public address',
        status: 'warning',
        detail: 'PUBLIC_URL is not set',
        remedy: 'Set it to the address under which users reach this server.',
      },
    ],
    invariants: {
      checkedAt: '2026-03-01T12:00:00.000Z',
      tookMs: 412,
      checked: ['I1', 'I2', 'I3'],
      unchecked: [],
      violations: [],
    },
    users: [],
    tracks: [],
    audit: [],
  };
}

export function providerWork(changes: Partial<ProviderWork>): ProviderWork {
  return {
    provider: 'local',
    label: 'Local',
    circuit: 'closed',
    blockedBy: null,
    failureStreak: 0,
    pausedUntil: null,
    waiting: 0,
    underWay: 0,
    longestWaitSeconds: null,
    concurrencyMax: 2,
    submits: null,
    creditsLeft: null,
    accountSeenAt: null,
    ...changes,
  };
}

const nothing = aTally();
const hourMs = 3_600_000;
const spans = {
  '24h': { grain: 'hour', stepMs: hourMs, count: 24 },
  '7d': { grain: 'day', stepMs: 24 * hourMs, count: 7 },
  '30d': { grain: 'day', stepMs: 24 * hourMs, count: 30 },
} as const;

/** The figures of a period, as the books have them. */
export function figuresOf(books: Books, period: FigurePeriod): Figures {
  const { grain, stepMs, count } = spans[period];
  const toMs = (Math.floor(Date.now() / stepMs) + 1) * stepMs;
  const at = (index: number) => new Date(toMs - (count - index) * stepMs).toISOString();
  const pointsOf = <Kind extends ProviderTally>(make: (before: number) => Kind) =>
    Array.from({ length: count }, (_, index) => ({ ...make(count - 1 - index), at: at(index) }));
  const whole = (before: number): Tally => ({ ...nothing, ...books.tally(before) });
  const before = Array.from({ length: count }, (_, index) => whole(count + index));
  return {
    period,
    grain,
    from: at(0),
    to: new Date(toMs).toISOString(),
    points: pointsOf(whole),
    total: together(pointsOf(whole)),
    before: together(before),
    providers: books.overview.providers.map(({ provider }) => {
      const own = (index: number) => ({ ...providerPart(nothing), ...books.providerTally(provider, index) });
      const points = pointsOf(own);
      const earlier = Array.from({ length: count }, (_, index) => ({ ...nothing, ...own(count + index) }));
      return {
        provider,
        points,
        total: providerPart(together(points.map((point) => ({ ...nothing, ...point })))),
        before: providerPart(together(earlier)),
      };
    }),
  };
}

function providerPart({ admitted, completed, failed, cancelled, successRate, latencySeconds }: Tally) {
  return { admitted, completed, failed, cancelled, successRate, latencySeconds };
}

/** Sums, and the middle one of what cannot be summed. */
function together(tallies: readonly Tally[]): Tally {
  const sum = (pick: (tally: Tally) => number) => tallies.reduce((all, tally) => all + pick(tally), 0);
  const middle = (pick: (tally: Tally) => number | null) =>
    tallies
      .flatMap((tally) => pick(tally) ?? [])
      .toSorted((a, b) => a - b)
      .at(-Math.ceil(tallies.length / 2)) ?? null;
  const failed: Record<string, number> = {};
  for (const [code, count] of tallies.flatMap((tally) => Object.entries(tally.failed)))
    failed[code] = (failed[code] ?? 0) + count;
  return {
    admitted: sum(({ admitted }) => admitted),
    completed: sum(({ completed }) => completed),
    failed,
    cancelled: sum(({ cancelled }) => cancelled),
    successRate: middle(({ successRate }) => successRate),
    latencySeconds: {
      p50: middle(({ latencySeconds }) => latencySeconds.p50),
      p95: middle(({ latencySeconds }) => latencySeconds.p95),
    },
    creditsCharged: sum(({ creditsCharged }) => creditsCharged),
    creditsRefunded: sum(({ creditsRefunded }) => creditsRefunded),
    newUsers: sum(({ newUsers }) => newUsers),
  };
}
