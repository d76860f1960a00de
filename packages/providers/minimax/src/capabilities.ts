import type { Capabilities } from '@impresario/protocol';
import { defaultModel, describeModel, miniMaxModels } from './models.ts';

const daySeconds = 24 * 60 * 60;

/** What MiniMax can do for us. `hasAddresses`: songs come as addresses, which live for a day. */
export function miniMaxCapabilities(hasAddresses: boolean): Capabilities {
  return {
    id: 'minimax',
    label: 'MiniMax',
    description:
      'Existing accounts only: MiniMax closed its music service to new customers on 2026-08-20. ' +
      'Sings given lyrics or its own, plays instrumentals, and makes covers of given audio.',
    operations: ['generate', 'cover', 'lyrics'],
    features: {
      promptGeneration: true,
      lyricsGeneration: true,
      personas: false,
      referenceAudio: true,
      stems: 'none',
      video: false,
      singing: true,
    },
    styles: [],
    models: miniMaxModels.map(describeModel),
    defaultModel,
    formats: ['mp3'],
    // The reply comes when the song is done: half a minute at best, five for a long one.
    typicalLatencySeconds: { low: 30, high: 300 },
    delivery: {
      shape: 'inline',
      repeatable: false,
      cancellable: false,
      variantsPerSubmit: 1,
      callbacks: 'none',
      outputLifetimeSeconds: hasAddresses ? daySeconds : null,
    },
    // Rate limits of paid accounts (platform.minimax.io, read 2026-09).
    concurrencyMax: 20,
    submitRate: { max: 120, perSeconds: 60 },
  };
}
