import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OperationResource, Track, Version } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { showOperation } from '../api/operations.ts';
import { keys } from '../api/query-client.ts';
import { announce } from '../app/announcer.ts';
import { newKey } from '../brief/intent.ts';
import { operationStage } from '../words/operations.ts';
import type { Offer } from './version-operations.ts';

/** Begins what needs no further word: stems, WAV, video. One key an offer until it was taken. */
export function useSideOperation(track: Track, version: Version) {
  const client = useQueryClient();
  const intents = useRef(new Map<string, string>());
  return useMutation({
    mutationFn: (offer: Offer): Promise<OperationResource> => {
      const idempotencyKey = intents.current.get(offer.id) ?? newKey();
      intents.current.set(offer.id, idempotencyKey);
      const body = { versionId: version.id };
      if (offer.operation === 'wav') return engine.operations.wav(track.id, body, { idempotencyKey });
      if (offer.operation === 'video') return engine.operations.video(track.id, body, { idempotencyKey });
      const mode = offer.stemsMode ?? 'vocals';
      return engine.operations.stems(track.id, { ...body, mode }, { idempotencyKey });
    },
    onSuccess: (operation, offer) => {
      intents.current.delete(offer.id);
      showOperation(client, operation);
      announce(`${operationStage(operation)}.`);
      void client.invalidateQueries({ queryKey: keys.credits });
    },
  });
}
