import { serve } from './shared/serve.ts';
import type { Service } from './shared/service.ts';
import type { Simulator, SimulatorKind, SimulatorOptions } from './shared/simulator.ts';

/** Each service is loaded when it is asked for. */
const services: Readonly<Record<SimulatorKind, (options: SimulatorOptions) => Promise<Service>>> = {
  suno: async (options) => (await import('./suno/suno-service.ts')).createSunoService(options),
  mureka: async (options) => (await import('./mureka/mureka-service.ts')).createMurekaService(options),
  minimax: async (options) => (await import('./minimax/minimax-service.ts')).createMinimaxService(options),
};

/** A running copy of a music service on this machine; rejects when the port is taken. */
export async function startSimulator(
  kind: SimulatorKind,
  options: SimulatorOptions = {},
): Promise<Simulator> {
  return serve(kind, await services[kind](options), options);
}
