import type {
  BoostStyleInput,
  CreateLyricsInput,
  CreatePersonaInput,
  ExtendInput,
  OnVersionInput,
  OperationResource,
  OperationResult,
  OverAudioInput,
  Persona,
  ReplaceSectionInput,
  StemsInput,
  Track,
} from '@impresario/protocol';
import type { CallOptions, CreateOptions } from './track-calls.ts';
import { order } from './order.ts';
import type { Transport } from './transport.ts';

type TimedLyrics = Pick<Extract<OperationResult, { kind: 'timed-lyrics' }>, 'words'>;

/** Orders one piece of work; the same key again gives the same answer and costs nothing. */
type Order<Body, Made> = (trackId: string, body: Body, options: CreateOptions) => Promise<Made>;

/** What can be asked of a finished track: new tracks from it, and work beside it. */
export function operationCalls(transport: Transport) {
  const ofTrack =
    <Body extends object, Made>(action: string): Order<Body, Made> =>
    (trackId, body, options) =>
      order(transport, `/v1/tracks/${encodeURIComponent(trackId)}/${action}`, body, options);

  return {
    extend: ofTrack<ExtendInput, Track>('extend'),
    replaceSection: ofTrack<ReplaceSectionInput, Track>('replace-section'),
    cover: ofTrack<OverAudioInput, Track>('cover'),
    addVocals: ofTrack<OverAudioInput, Track>('add-vocals'),
    addInstrumental: ofTrack<OverAudioInput, Track>('add-instrumental'),
    stems: ofTrack<StemsInput, OperationResource>('stems'),
    wav: ofTrack<OnVersionInput, OperationResource>('wav'),
    video: ofTrack<OnVersionInput, OperationResource>('video'),
    persona: ofTrack<CreatePersonaInput, OperationResource>('persona'),
    lyrics: (body: CreateLyricsInput, options: CreateOptions): Promise<OperationResource> =>
      order(transport, '/v1/lyrics', body, options),
    style: (body: BoostStyleInput, options: CreateOptions): Promise<OperationResource> =>
      order(transport, '/v1/style', body, options),
    get: (id: string, { signal }: CallOptions = {}): Promise<OperationResource> =>
      transport.json(`/v1/operations/${encodeURIComponent(id)}`, { signal }),
    /** The sung words with their times, or the operation that is still finding them. */
    timestampedLyrics: (
      trackId: string,
      { versionId, signal }: CallOptions & { versionId?: string | undefined } = {},
    ): Promise<TimedLyrics | OperationResource> =>
      transport.json(`/v1/tracks/${encodeURIComponent(trackId)}/timestamped-lyrics`, {
        query: { versionId },
        replyWithinMs: 60_000,
        signal,
      }),
    /** A new track from the late result of a failed one. */
    claim: (trackId: string, { signal }: CallOptions = {}): Promise<Track> =>
      transport.json(`/v1/tracks/${encodeURIComponent(trackId)}/claim`, {
        method: 'POST',
        repeatable: true,
        signal,
      }),
    personas: async ({ signal }: CallOptions = {}): Promise<Persona[]> =>
      (await transport.json<{ data: Persona[] }>('/v1/personas', { signal })).data,
  };
}
