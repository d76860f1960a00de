import type { Capabilities } from '@impresario/protocol';
import { composerModel } from './composer-model.ts';
import { styles } from './compose/styles/index.ts';
import { defaultDurationSeconds, durationSecondsMax, newPartSecondsMin } from './extension.ts';

/** What the built-in composer can do; `tracksAtOnce` depends on the machine. */
export function localCapabilities(tracksAtOnce: number): Capabilities {
  return {
    id: 'local',
    label: 'Built-in composer',
    description: 'Composes and plays here, without a key or a network. It does not sing words.',
    operations: ['generate', 'extend', 'stems', 'wav'],
    features: {
      promptGeneration: true,
      lyricsGeneration: false,
      personas: false,
      referenceAudio: false,
      stems: 'exact',
      video: false,
      singing: false,
    },
    workBounds: {
      lyricsNeededFor: [],
      extend: { atSecondsMin: 0, atSecondsMax: durationSecondsMax - newPartSecondsMin },
    },
    styles: styles.map(({ id, label }) => ({ id, label })),
    models: [
      {
        id: composerModel,
        label: 'Composer 2',
        lifecycle: 'stable',
        limits: { promptChars: 3000, lyricsChars: 5000, titleChars: 100, styleChars: 1000 },
        durationSeconds: { min: 10, max: durationSecondsMax, default: defaultDurationSeconds },
        variants: { min: 1, max: 4, default: 2 },
        parameters: {
          lyrics: 'approximated',
          styleTags: 'native',
          hasVocals: 'approximated',
          durationSeconds: 'native',
          seed: 'native',
        },
      },
    ],
    defaultModel: composerModel,
    formats: ['mp3', 'wav'],
    typicalLatencySeconds: { low: 8, high: 30 },
    delivery: {
      shape: 'inline',
      repeatable: true,
      cancellable: true,
      callbacks: 'none',
      outputLifetimeSeconds: null,
    },
    concurrencyMax: tracksAtOnce,
    submitRate: null,
  };
}
