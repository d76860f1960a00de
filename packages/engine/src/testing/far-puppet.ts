import type {
  AccountOutcome,
  CallbackReader,
  PollOutcome,
  Review,
  Snapshot,
  TaskHandle,
} from '@impresario/provider';
import type { CapabilityChange } from '@impresario/provider/conformance';
import type { Engine } from '../engine.ts';
import { createPuppetProvider, type Puppet } from './puppet-provider.ts';

type Look = (handle: TaskHandle) => PollOutcome | Promise<PollOutcome>;

/** What the test decides of a provider with tasks; may be changed at any time. */
export interface FarSide {
  look: Look;
  account: () => AccountOutcome;
  review: Review;
  /** Whether a post without a signature is taken at the address without a correlation. */
  takesUnsigned: boolean;
}

export interface FarPuppet extends Puppet {
  readonly far: FarSide;
  /** Tasks in the order in which they were looked at. */
  readonly looks: readonly TaskHandle[];
  /** As on the first day: nothing was looked at, everything is well. */
  reset(): void;
}

/** A provider with tasks, callbacks and an account in this process; every answer is the test's. */
export function createFarPuppet(capabilities: CapabilityChange = {}): FarPuppet {
  const puppet = createPuppetProvider({
    id: 'far',
    ...capabilities,
    delivery: { shape: 'task', repeatable: false, callbacks: 'trusted', ...capabilities.delivery },
  });
  const looks: TaskHandle[] = [];
  const far: FarSide = { ...calm };
  return {
    ...puppet,
    far,
    looks,
    reset() {
      looks.length = 0;
      Object.assign(far, calm);
    },
    provider: {
      ...puppet.provider,
      async poll(handle) {
        looks.push(handle);
        return far.look(handle);
      },
      account: () => Promise.resolve(far.account()),
      review: () => far.review,
      callbacks: readerOf(far),
    },
  };
}

export const running: Snapshot = { state: 'running', raw: 'running', progress: null, clips: [] };

const calm: FarSide = {
  look: () => ({ kind: 'seen', snapshot: running }),
  account: () => ({ kind: 'seen', account: { creditsLeft: null, concurrencyMax: null } }),
  review: { faults: [], warnings: [] },
  takesUnsigned: false,
};

interface Payload {
  readonly task?: string;
  readonly snapshot?: Snapshot;
  readonly explode?: boolean;
}

const readerOf = (far: FarSide): CallbackReader => ({
  verify({ headers, hasCorrelation }) {
    const signature = headers['x-signature'];
    if (signature === 'right') return 'trusted';
    if (signature !== undefined) return 'invalid-signature';
    return hasCorrelation || far.takesUnsigned ? 'hint' : 'missing-signature';
  },
  taskIdOf: (payload) => (payload as Payload).task ?? null,
  read(payload) {
    const { task, snapshot, explode } = payload as Payload;
    if (explode) throw new Error('The reader met something it did not expect.');
    return snapshot ? { handle: { taskId: task ?? 'unnamed', data: {} }, snapshot } : null;
  },
});

/** Posts to `far` as its far end does; `correlation` null is the alias without one. */
export function postCallback(
  engine: Engine,
  correlation: string | null,
  payload: unknown,
  signature: string | null = 'right',
) {
  const headers: Record<string, string> = signature === null ? {} : { 'x-signature': signature };
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return engine.receiveCallback({ provider: 'far', correlation, headers, body });
}
