import type { Track, Version } from '@impresario/protocol';
import { useOrder } from '@impresario/react';
import { engine } from '../api/engine.ts';
import { announce } from '../app/announcer.ts';
import { operationStage } from '../words/operations.ts';
import type { Offer } from './version-operations.ts';

/** Begins what needs no further word: stems, WAV, video. One key an offer until it was taken. */
export function useSideOperation(track: Track, version: Version) {
  const { operations } = engine;
  return useOrder(
    ({ operation, stemsMode = 'vocals' }: Offer, options) => {
      const body = { versionId: version.id };
      if (operation === 'wav') return operations.wav(track.id, body, options);
      if (operation === 'video') return operations.video(track.id, body, options);
      return operations.stems(track.id, { ...body, mode: stemsMode }, options);
    },
    (made) => announce(`${operationStage(made)}.`),
  );
}
