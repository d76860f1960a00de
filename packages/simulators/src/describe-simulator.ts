import type { Simulator, SimulatorKind, SimulatorOptions } from './shared/simulator.ts';

const variables: Readonly<Record<SimulatorKind, string>> = {
  suno: 'SUNO',
  mureka: 'MUREKA',
  minimax: 'MINIMAX',
};

/** What to print when a simulator listens: its address, and how to point Impresario at it. */
export function describeSimulator({ kind, url, apiKey }: Simulator, options: SimulatorOptions = {}): string {
  const name = variables[kind];
  const settings = [
    `${name}_API_URL=${url}`,
    `${name}_API_KEY=${apiKey}`,
    ...(kind === 'suno' && options.dialect === 'kie' ? ['SUNO_DIALECT=kie'] : []),
    ...(kind === 'suno' && options.webhookSecret ? [`SUNO_WEBHOOK_SECRET=${options.webhookSecret}`] : []),
  ];
  return [
    `The ${kind} simulator listens at ${url}`,
    `  In another terminal:  ${settings.join(' ')} npm start`,
    `  Faults, words for prompts, state:  curl ${url}/_simulator`,
  ].join('\n');
}
