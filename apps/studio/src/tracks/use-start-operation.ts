import { useQueryClient } from '@tanstack/react-query';
import type { CreateOptions } from '@impresario/client';
import type { CreatePersonaInput, OperationResource, ReplaceSectionInput, Track } from '@impresario/protocol';
import { useOrder } from '@impresario/react';
import { engine } from '../api/engine.ts';
import { keys } from '../api/query-client.ts';
import { announce, trackName } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import type { Playable } from '../player/playable.ts';
import { operationStage } from '../words/operations.ts';
import { bringTrackIntoView } from './bring-track-into-view.ts';
import type { DialogOperation } from './operation-fields.ts';

type Body = Record<string, unknown>;

/** Sends the order, under one key until it is taken, and shows what came of it. */
export function useStartOperation(operation: DialogOperation, { track }: Playable) {
  const client = useQueryClient();
  return useOrder(
    (body: Body, options) => send(operation, track.id, body, options),
    (made) => {
      if (made.object === 'operation') return announce(`${operationStage(made)}.`);
      void client.invalidateQueries({ queryKey: keys.families });
      announce(say('tracks.said.onItsWay', { name: trackName(made) }));
      bringTrackIntoView(made.id);
    },
  );
}

function send(
  operation: DialogOperation,
  trackId: string,
  body: Body,
  options: CreateOptions,
): Promise<Track | OperationResource> {
  const { operations } = engine;
  switch (operation) {
    case 'extend':
      return operations.extend(trackId, body, options);
    case 'replace-section':
      return operations.replaceSection(trackId, body as unknown as ReplaceSectionInput, options);
    case 'cover':
      return operations.cover(trackId, body, options);
    case 'add-vocals':
      return operations.addVocals(trackId, body, options);
    case 'add-instrumental':
      return operations.addInstrumental(trackId, body, options);
    case 'persona':
      return operations.persona(trackId, body as unknown as CreatePersonaInput, options);
  }
}
