import type { Capabilities } from '@impresario/protocol';
import type { Core } from '../core.ts';

/** How long a song of this model takes as a rule, in seconds: as measured lately, else as its provider is known for. */
export function expectedSeconds(core: Core, capabilities: Capabilities, model: string | null): number {
  const measured = core.records.medianSeconds(capabilities.id, model);
  if (measured !== null) return measured;
  const { low, high } = capabilities.typicalLatencySeconds;
  return (low + high) / 2;
}
