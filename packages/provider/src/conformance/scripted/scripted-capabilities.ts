import type { Capabilities } from '@impresario/protocol';
import { aModel, someCapabilities } from '@impresario/protocol/testing';

/** Capabilities with any part replaced; `delivery` and `features` are merged one level down. */
export type CapabilityChange = Partial<Omit<Capabilities, 'delivery' | 'features'>> & {
  readonly delivery?: Partial<Capabilities['delivery']>;
  readonly features?: Partial<Capabilities['features']>;
};

/** What the scripted providers say of themselves: enough of everything, and a few parameters they lack. */
export function scriptedCapabilities(
  id: string,
  delivery: Capabilities['delivery'],
  change: CapabilityChange = {},
): Capabilities {
  const plain = someCapabilities({
    id,
    label: 'Scripted',
    description: 'Does what a test says.',
    features: { ...someCapabilities().features, stems: 'none', singing: true },
    styles: [{ id: 'lo-fi', label: 'Lo-fi' }],
    models: [
      aModel({
        id: 'scripted-1',
        label: 'Scripted 1',
        durationSeconds: { min: 1, max: 240, default: 2 },
        parameters: {
          lyrics: 'native',
          styleTags: 'native',
          hasVocals: 'native',
          durationSeconds: 'native',
          seed: 'native',
          styleWeight: 'native',
          negativeTags: 'approximated',
        },
      }),
    ],
    defaultModel: 'scripted-1',
    typicalLatencySeconds: { low: 0, high: 1 },
    delivery,
    concurrencyMax: null,
  });
  return {
    ...plain,
    ...change,
    features: { ...plain.features, ...change.features },
    delivery: { ...plain.delivery, ...change.delivery },
  };
}
