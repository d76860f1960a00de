import type { Deployment } from './deployment.ts';
import { passed } from './passed.ts';
import type { SeededDice } from './seeded-dice.ts';
import type { NodeRole, ServerNode } from './server-node.ts';

export const faultKinds = [
  'kill-api',
  'kill-worker',
  'freeze-worker',
  'restart-postgres',
  'flush-redis',
  'kill-redis',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How often each kind comes before all come anew: processes die more often than databases do. */
const deck: readonly FaultKind[] = [...faultKinds, 'kill-api', 'kill-worker', 'kill-worker'];

/** One fault of the plan, everything about it drawn from the seed. */
export interface PlannedFault {
  readonly atMs: number;
  readonly kind: FaultKind;
  /** Which of the two processes of a role. */
  readonly victim: 0 | 1;
  /** How long what was killed stays away. */
  readonly pauseMs: number;
}

/** A fault that was done. */
export interface FaultRecord {
  readonly kind: FaultKind;
  /** Epoch milliseconds. */
  readonly at: number;
}

export function planFaults(dice: SeededDice, lastsMs: number, everyMs: number): PlannedFault[] {
  const plan: PlannedFault[] = [];
  let left: FaultKind[] = [];
  for (let atMs = everyMs / 2; atMs < lastsMs; atMs += dice.between(0.5, 1.5) * everyMs) {
    if (left.length === 0) left = dice.shuffled(deck);
    const kind = left.pop()!;
    plan.push({ atMs, kind, victim: dice.chance(0.5) ? 0 : 1, pauseMs: dice.between(200, 2_500) });
  }
  return plan;
}

export interface FaultSetup {
  readonly deployment: Deployment;
  /** Longer than a lease, so that others take over what the frozen process holds. */
  readonly frozenMs: number;
  readonly onFault: (record: FaultRecord) => void;
}

/** Does what is planned, at its time; a fault whose victim is still away waits for it. Resolves when all are back. */
export async function doFaults(plan: readonly PlannedFault[], setup: FaultSetup): Promise<void> {
  const beganAt = Date.now();
  const lines = new Map<object, Promise<void>>();
  for (const fault of plan) {
    await passed(beganAt + fault.atMs - Date.now());
    const victim = victimOf(fault, setup.deployment);
    const before = lines.get(victim) ?? Promise.resolve();
    lines.set(
      victim,
      before.then(() => {
        setup.onFault({ kind: fault.kind, at: Date.now() });
        return doFault(fault, setup);
      }),
    );
  }
  await Promise.all(lines.values());
}

function victimOf({ kind, victim }: PlannedFault, deployment: Deployment): object {
  const { postgres, redis } = deployment;
  if (kind === 'restart-postgres') return postgres;
  if (kind === 'flush-redis' || kind === 'kill-redis') return redis;
  return nodeOf(deployment, kind === 'kill-api' ? 'api' : 'worker', victim);
}

function nodeOf({ nodes }: Deployment, role: NodeRole, victim: number): ServerNode {
  return nodes.filter((node) => node.role === role)[victim]!;
}

async function doFault(
  { kind, victim, pauseMs }: PlannedFault,
  { deployment, frozenMs }: FaultSetup,
): Promise<void> {
  const { postgres, redis } = deployment;
  switch (kind) {
    case 'kill-api':
      return nodeOf(deployment, 'api', victim).kill(pauseMs);
    case 'kill-worker':
      return nodeOf(deployment, 'worker', victim).kill(pauseMs);
    case 'freeze-worker':
      return nodeOf(deployment, 'worker', victim).freeze(frozenMs);
    case 'restart-postgres':
      return postgres.restartAtOnce();
    case 'flush-redis':
      return void (await redis.send('FLUSHALL'));
    case 'kill-redis':
      await redis.kill();
      await passed(pauseMs);
      return redis.start();
  }
}
