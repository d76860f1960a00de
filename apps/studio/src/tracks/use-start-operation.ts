import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreatePersonaInput, OperationResource, ReplaceSectionInput, Track } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { showOperation } from '../api/operations.ts';
import { keys } from '../api/query-client.ts';
import { showTrack } from '../api/track-cache.ts';
import { announce, trackName } from '../app/announcer.ts';
import { newKey } from '../brief/intent.ts';
import { say } from '../i18n/index.ts';
import type { Playable } from '../player/playable.ts';
import { operationStage } from '../words/operations.ts';
import { bringTrackIntoView } from './bring-track-into-view.ts';
import type { DialogOperation } from './operation-fields.ts';

/** Sends the order, under one key until it is taken, and shows what came of it. */
export function useStartOperation(operation: DialogOperation, { track }: Playable) {
  const client = useQueryClient();
  const key = useRef(newKey());
  const sent = useRef('');
  return useMutation({
    mutationFn: async (body: Record<string, unknown>): Promise<Track | OperationResource> => {
      const text = JSON.stringify(body);
      if (sent.current !== text) key.current = newKey();
      sent.current = text;
      const options = { idempotencyKey: key.current };
      const { operations } = engine;
      switch (operation) {
        case 'extend':
          return operations.extend(track.id, body, options);
        case 'replace-section':
          return operations.replaceSection(track.id, body as unknown as ReplaceSectionInput, options);
        case 'cover':
          return operations.cover(track.id, body, options);
        case 'add-vocals':
          return operations.addVocals(track.id, body, options);
        case 'add-instrumental':
          return operations.addInstrumental(track.id, body, options);
        case 'persona':
          return operations.persona(track.id, body as unknown as CreatePersonaInput, options);
      }
    },
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: keys.credits });
      if (made.object === 'operation') {
        showOperation(client, made);
        announce(`${operationStage(made)}.`);
        return;
      }
      showTrack(client, made);
      void client.invalidateQueries({ queryKey: keys.families });
      announce(say('tracks.said.onItsWay', { name: trackName(made) }));
      bringTrackIntoView(made.id);
    },
  });
}
