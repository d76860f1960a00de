import type { Figures, Overview, ProviderWork } from '@impresario/protocol';
import { isRequestFault } from './request-faults.ts';

type ProviderConcern = 'auth' | 'no-credit' | 'misconfigured' | 'down' | 'failing' | 'queue';

/** Something that an administrator should know, with what to do about it in the messages of its `id`. */
export interface Concern {
  readonly id: 'invariants' | 'stuck' | 'worker' | 'orphans' | 'callbacks' | ProviderConcern;
  /** `act`: something is broken or blocked. `look`: something is not as it should be. */
  readonly level: 'act' | 'look';
  readonly provider: string | null;
  readonly count: number;
  readonly seconds: number;
  readonly rate: number;
  /** The commonest error. */
  readonly code: string;
}

const plain = { provider: null, count: 0, seconds: 0, rate: 0, code: '' } as const;

/** From when on something is worth a look: seconds, or a number of things. */
const from = { workerSeconds: 60, queueSeconds: 120, callbacks: 50, judged: 5, failing: 0.8, broken: 0.5 };
/** Points that tell how it is just now. */
const recentPoints = 3;

/** What is wrong, the worst first. `figures` are those of the last 24 hours. Pure. */
export function concernsOf(overview: Overview, figures: Figures | null): Concern[] {
  const { invariants, stuck, orphans, callbacks, work, providers } = overview;
  const waited = work.waitingSeconds ?? 0;
  const found: (Concern | false)[] = [
    invariants !== null &&
      invariants.broken > 0 && { ...plain, id: 'invariants', level: 'act', count: invariants.broken },
    stuck > 0 && { ...plain, id: 'stuck', level: 'act', count: stuck },
    waited > from.workerSeconds &&
      work.held === 0 && { ...plain, id: 'worker', level: 'act', seconds: waited },
    ...providers.flatMap((provider) => providerConcerns(provider, figures)),
    orphans.open > 0 && { ...plain, id: 'orphans', level: 'look', count: orphans.open },
    callbacks.waiting >= from.callbacks && {
      ...plain,
      id: 'callbacks',
      level: 'look',
      count: callbacks.waiting,
    },
  ];
  const all = found.filter((concern) => concern !== false);
  return [...all.filter(({ level }) => level === 'act'), ...all.filter(({ level }) => level === 'look')];
}

function providerConcerns(work: ProviderWork, figures: Figures | null): Concern[] {
  const { provider, circuit, blockedBy, waiting, longestWaitSeconds } = work;
  const common = { ...plain, provider };
  if (circuit === 'blocked') return [{ ...common, id: blockedBy ?? 'misconfigured', level: 'act' }];
  if (circuit === 'open') return [{ ...common, id: 'down', level: 'act', count: waiting }];
  const wait = longestWaitSeconds ?? 0;
  const queue: Concern[] =
    wait > from.queueSeconds
      ? [{ ...common, id: 'queue', level: 'look', seconds: wait, count: work.underWay }]
      : [];
  return [...failingConcern(provider, figures), ...queue];
}

function failingConcern(provider: string, figures: Figures | null): Concern[] {
  const points = figures?.providers.find((each) => each.provider === provider)?.points.slice(-recentPoints);
  if (!points) return [];
  const faults = new Map<string, number>();
  for (const [code, count] of points.flatMap(({ failed }) => Object.entries(failed))) {
    if (!isRequestFault(code)) faults.set(code, (faults.get(code) ?? 0) + count);
  }
  const completed = points.reduce((sum, point) => sum + point.completed, 0);
  const ended = [...faults.values()].reduce((sum, count) => sum + count, completed);
  const rate = ended === 0 ? 1 : completed / ended;
  if (ended < from.judged || rate >= from.failing) return [];
  const [code = ''] = [...faults].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  return [{ ...plain, id: 'failing', level: rate < from.broken ? 'act' : 'look', provider, rate, code }];
}
