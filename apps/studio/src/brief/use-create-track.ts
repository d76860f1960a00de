import { useRef } from 'react';
import type { CreateTrackInput, Track } from '@impresario/protocol';
import { useGenerateMusic } from '@impresario/react';
import { announce, trackName } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { expectVersions } from '../tracks/expected-versions.ts';

/** Sends a brief, once per intent. `send` ignores what would only be the same click again. */
export function useCreateTrack(onAccepted: (track: Track) => void) {
  const { generate, reset, status, error } = useGenerateMusic();
  const lastId = useRef<string | null>(null);
  const send = async (request: CreateTrackInput) => {
    const track = await generate(request);
    if (!track || track.id === lastId.current) return;
    lastId.current = track.id;
    // The list follows it from here on.
    reset();
    expectVersions(track.id, request.variants ?? 1);
    announce(say('tracks.said.onItsWay', { name: trackName(track) }));
    onAccepted(track);
  };
  return {
    send: (request: CreateTrackInput) => void send(request),
    isSending: status === 'sending',
    error: error?.cause ?? null,
    reset,
  };
}
