import { createSunoProvider } from '@impresario/provider-suno';
import type { Simulator, SimulatorOptions } from '@impresario/simulators';
import { useProviderStage, type ProviderStage, type Setup } from './provider-stage.ts';

export { ended } from './provider-stage.ts';

export interface SunoStage extends ProviderStage {
  readonly suno: Simulator;
}

interface SunoSetup extends Setup, Pick<SimulatorOptions, 'rateLimits' | 'songSeconds'> {
  readonly webhookSecret?: string | null;
}

/** A stage with a simulated Suno, which posts callbacks unless they are switched off. */
export function useSunoStage({
  webhookSecret = null,
  rateLimits = 'none',
  songSeconds = 3,
  ...setup
}: SunoSetup = {}): SunoStage {
  const open = ({ apiKey, url }: Simulator, clock: Parameters<typeof createSunoProvider>[0]['clock']) =>
    createSunoProvider({ apiKey, baseUrl: url, dialect: 'sunoapi', webhookSecret, clock });
  const simulator = {
    rateLimits,
    songSeconds,
    webhookSecret: webhookSecret ?? undefined,
    ...setup.simulator,
  };
  const stage = useProviderStage({ kind: 'suno', open }, { ...setup, simulator });
  // The simulator is another one in each test.
  Object.defineProperty(stage, 'suno', { get: () => stage.simulator });
  return stage as SunoStage;
}
