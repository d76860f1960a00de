import type { Clock, Engine, Log } from '@impresario/engine';

/** By what a client proved who it is. */
export interface Proof {
  /** When it ends; null when it does not. */
  readonly expiresAt: Date | null;
  /** The API key it was; null for a person. */
  readonly keyId: string | null;
}

/** A connection that may stay open as long as its client's proof holds. */
export interface Proven {
  readonly proof: Proof;
  /** The proof holds no longer. */
  expire(): void;
}

/** Ends connections when their proofs end, and those of an API key within half a minute of its revocation (SEC-1). */
export interface ProofWatch {
  /** Takes it from the watch again with `forget`, called with the same `proof`. */
  watch(proven: Proven): void;
  forget(proven: Proven): void;
}

const TICK_MS = 1_000;
/** One query for all keys by which somebody listens here. */
const KEYS_EVERY_TICKS = 30;

export function createProofWatch({
  clock,
  engine,
  log,
}: {
  readonly clock: Clock;
  readonly engine: Pick<Engine, 'findDeadKeys'>;
  readonly log: Log;
}): ProofWatch {
  /** By the time at which they end, in milliseconds. */
  const ending = createGroups<number>();
  const ofKeys = createGroups<string>();
  let ticks = 0;
  let stopTicking: (() => void) | null = null;

  function tick(): void {
    stopTicking = clock.schedule(tick, TICK_MS);
    const now = clock.now().getTime();
    for (const endsAt of ending.names()) if (endsAt <= now) expireAll(ending.of(endsAt));
    ticks += 1;
    if (ticks % KEYS_EVERY_TICKS === 0) void expireDeadKeys();
  }

  async function expireDeadKeys(): Promise<void> {
    const keyIds = [...ofKeys.names()];
    if (keyIds.length === 0) return;
    try {
      for (const dead of await engine.findDeadKeys(keyIds)) expireAll(ofKeys.of(dead));
    } catch (error) {
      log.warn({ err: error }, 'Whether the keys of open streams are still good could not be asked.');
    }
  }

  return {
    watch(proven) {
      const { expiresAt, keyId } = proven.proof;
      if (expiresAt !== null) ending.add(expiresAt.getTime(), proven);
      if (keyId !== null) ofKeys.add(keyId, proven);
      if (expiresAt !== null || keyId !== null) stopTicking ??= clock.schedule(tick, TICK_MS);
    },
    forget(proven) {
      const { expiresAt, keyId } = proven.proof;
      if (expiresAt !== null) ending.delete(expiresAt.getTime(), proven);
      if (keyId !== null) ofKeys.delete(keyId, proven);
      if (ending.size() + ofKeys.size() > 0) return;
      stopTicking?.();
      stopTicking = null;
    },
  };
}

/** They leave the group while they expire, hence the copy. */
function expireAll(group: ReadonlySet<Proven>): void {
  for (const proven of [...group]) proven.expire();
}

function createGroups<Name>() {
  const groups = new Map<Name, Set<Proven>>();
  return {
    names: () => groups.keys(),
    of: (name: Name): ReadonlySet<Proven> => groups.get(name) ?? new Set(),
    size: () => groups.size,
    add(name: Name, proven: Proven): void {
      const group = groups.get(name) ?? new Set();
      groups.set(name, group.add(proven));
    },
    delete(name: Name, proven: Proven): void {
      const group = groups.get(name);
      if (group?.delete(proven) && group.size === 0) groups.delete(name);
    },
  };
}
