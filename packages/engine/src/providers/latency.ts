import type { Capabilities } from '@impresario/protocol';
import type { Core } from '../core.ts';

/** How long a song of this model takes as a rule, in seconds: as measured lately, else as its provider is known for. */
export function expectedSeconds(core: Core, capabilities: Capabilities, model: string | null): number {
  const measured = core.latency.medianSeconds(capabilities.id, model);
  if (measured !== null) return measured;
  const { low, high } = capabilities.typicalLatencySeconds;
  return (low + high) / 2;
}

/** What providers took lately, refreshed now and then so that an admission need not ask. */
export interface LatencyBook {
  medianSeconds(providerId: string, model: string | null): number | null;
  note(
    rows: readonly {
      readonly provider: string;
      readonly model: string | null;
      readonly p50: number | null;
    }[],
  ): void;
}

export function createLatencyBook(): LatencyBook {
  let medians = new Map<string, number>();
  const nameOf = (provider: string, model: string | null) => `${provider}/${model ?? ''}`;
  return {
    medianSeconds: (provider, model) => medians.get(nameOf(provider, model)) ?? null,
    note(rows) {
      medians = new Map(
        rows.flatMap(({ provider, model, p50 }) =>
          p50 === null ? [] : [[nameOf(provider, model), p50] as const],
        ),
      );
    },
  };
}
