import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateTrackInput, Track } from '@impresario/protocol';
import { ImpresarioError } from '@impresario/client';
import { engine } from '../api/engine.ts';
import { keys } from '../api/query-client.ts';
import { showTrack } from '../api/track-cache.ts';
import { announce, trackName } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { expectVersions } from '../tracks/expected-versions.ts';
import { intentAccepted, intentSpent, keyForIntent } from './intent.ts';

/** Sends a brief, once per intent. `send` ignores what would only be the same click again. */
export function useCreateTrack(onAccepted: (track: Track) => void) {
  const client = useQueryClient();
  // A ref, for the second click of a double click comes before the first one has been rendered.
  const isBusy = useRef(false);
  const mutation = useMutation({
    mutationFn: ({ request, key }: { request: CreateTrackInput; key: string }) =>
      engine.tracks.create(request, { idempotencyKey: key }),
    onSuccess: (track, { request, key }) => {
      intentAccepted(key, Date.now());
      expectVersions(track.id, request.variants ?? 1);
      showTrack(client, track);
      announce(say('tracks.said.onItsWay', { name: trackName(track) }));
      void client.invalidateQueries({ queryKey: keys.credits });
      onAccepted(track);
    },
    onError: (error, { key }) => {
      if (error instanceof ImpresarioError && error.code === 'idempotency_mismatch') intentSpent(key);
    },
    onSettled: () => {
      isBusy.current = false;
    },
  });
  const send = (request: CreateTrackInput) => {
    if (isBusy.current) return;
    const key = keyForIntent(request, Date.now());
    if (key === null) return;
    isBusy.current = true;
    mutation.mutate({ request, key });
  };
  return { send, isSending: mutation.isPending, error: mutation.error, reset: mutation.reset };
}
