import type { Capabilities } from '@impresario/protocol';
import { bounds, defaultModel, describeModel, easyStyles, murekaModels } from './models.ts';

const monthSeconds = 30 * 24 * 60 * 60;

/** What Mureka can do for us; how many tasks it runs at once depends on the account. */
export function murekaCapabilities(concurrencyMax: number | null): Capabilities {
  return {
    id: 'mureka',
    label: 'Mureka',
    description:
      'Sings given lyrics, writes its own, or plays instrumentals. Each version is billed as a song of its own; ' +
      'a song whose lyrics Mureka writes costs about seven times one with given lyrics.',
    operations: ['generate', 'extend', 'cover', 'replace-section', 'lyrics', 'timestamped-lyrics', 'wav'],
    features: {
      promptGeneration: true,
      lyricsGeneration: true,
      personas: false,
      referenceAudio: true,
      stems: 'none',
      video: false,
      singing: true,
    },
    workBounds: {
      lyricsNeededFor: ['extend', 'replace-section'],
      extend: {
        atSecondsMin: bounds.extendAtMs.min / 1000,
        atSecondsMax: bounds.extendAtMs.max / 1000,
      },
      replaceSection: {
        secondsMin: bounds.sectionSecondsMin,
        shareMax: null,
        besideSecondsMin: bounds.besideSectionSecondsMin,
      },
    },
    styles: easyStyles.map((id) => ({ id, label: id.charAt(0).toUpperCase() + id.slice(1) })),
    models: murekaModels.map(describeModel),
    defaultModel,
    formats: ['mp3', 'wav'],
    typicalLatencySeconds: { low: 20, high: 90 },
    delivery: {
      shape: 'task',
      repeatable: false,
      cancellable: false,
      callbacks: 'none',
      outputLifetimeSeconds: monthSeconds,
    },
    concurrencyMax,
    // Requests a second are limited, but no figure is published.
    submitRate: null,
  };
}
