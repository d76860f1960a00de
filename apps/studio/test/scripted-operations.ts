import type { OperationResource, OperationResult, Track, Version } from '@impresario/protocol';
import { anOperation } from '@impresario/protocol/testing';
import { newAsset, newTrack } from './scripted-data.ts';
import type { Call } from './scripted-routes.ts';
import { bodyOf, json, problem } from './scripted-replies.ts';

let serial = 0;

function newOperation(fields: Partial<OperationResource>): OperationResource {
  const now = new Date().toISOString();
  return anOperation({
    id: `0197b000-0000-7000-8000-${String(++serial).padStart(12, '0')}`,
    status: 'pending',
    trackId: null,
    deadlineAt: now,
    createdAt: now,
    updatedAt: now,
    ...fields,
  });
}

const results: Partial<Record<OperationResource['operation'], OperationResult>> = {
  lyrics: {
    kind: 'lyrics',
    variants: [
      { title: 'Quay at Four', text: '[Verse]\nHarbour lights at four\nThe nets are on the floor' },
      { title: null, text: '[Verse]\nA second try, in another key' },
    ],
  },
  style: { kind: 'style', text: 'warm indie folk with close harmonies, brushed drums, upright bass' },
  persona: { kind: 'persona', personaId: 'p_1' },
};

/** Begins work beside a track; `failing` of the house makes it fail and refund. */
function side(operation: OperationResource['operation']) {
  return async ({ house, request, reply, id }: Call) => {
    const body = await bodyOf(request);
    house.asked.push({ operation, body, key: request.headers['idempotency-key'] as string });
    if (house.mode.refuse)
      return problem(reply, house.mode.refuse, 'Not now.', { balance: 0, required: 0.5 });
    const track = house.find(id);
    const version = track?.versions.find((each) => each.id === body['versionId']) ?? track?.versions[0];
    const started = newOperation({ operation, trackId: track?.id ?? null, versionId: version?.id ?? null });
    if (typeof body['name'] === 'string') house.personaName = body['name'];
    house.tellOperation(started);
    json(reply, 202, started);
    void house.work(started, () => (track && version ? landed(operation, track, version) : null), {
      result: results[operation] ?? null,
    });
  };
}

/** The track with the files that the work has made of its version. */
function landed(operation: OperationResource['operation'], track: Track, version: Version): Partial<Track> {
  const seconds = version.durationSeconds ?? 12;
  const file = (seed: number, mimeType: string) => newAsset(`${seconds}-${seed}.wav`, mimeType, 900_000);
  const made: Partial<Version> =
    operation === 'wav'
      ? { wav: file(7, 'audio/wav') }
      : operation === 'video'
        ? { video: file(8, 'video/mp4') }
        : operation === 'stems'
          ? { stems: ['vocals', 'instrumental'].map((name, at) => ({ name, audio: file(at, 'audio/mpeg') })) }
          : {};
  return {
    versions: track.versions.map((each) => (each.id === version.id ? { ...each, ...made } : each)),
  };
}

function song(operation: Track['operation']) {
  return async ({ house, request, reply, id }: Call) => {
    const body = await bodyOf(request);
    house.asked.push({ operation, body, key: request.headers['idempotency-key'] as string });
    if (house.mode.refuse)
      return problem(reply, house.mode.refuse, 'Not now.', { balance: 0, required: 0.5 });
    const source = house.find(id);
    const prompt = typeof body['prompt'] === 'string' ? body['prompt'] : (source?.prompt ?? '');
    const track = house.order({ prompt }, { operation, sourceTrackId: id, provider: 'suno', model: 'V5' });
    json(reply, 202, track);
  };
}

/** What can be asked of a finished track, of nothing, and of a failed one. */
export const operationRoutes = {
  'POST /v1/tracks/:id/extend': song('extend'),
  'POST /v1/tracks/:id/cover': song('cover'),
  'POST /v1/tracks/:id/replace-section': song('replace-section'),
  'POST /v1/tracks/:id/add-vocals': song('add-vocals'),
  'POST /v1/tracks/:id/add-instrumental': song('add-instrumental'),
  'POST /v1/tracks/:id/stems': side('stems'),
  'POST /v1/tracks/:id/wav': side('wav'),
  'POST /v1/tracks/:id/video': side('video'),
  'POST /v1/tracks/:id/persona': side('persona'),
  'POST /v1/lyrics': side('lyrics'),
  'POST /v1/style': side('style'),
  'GET /v1/tracks/:id/timestamped-lyrics': ({ house, reply }: Call) =>
    json(reply, 200, { words: house.mode.words }),
  'GET /v1/operations/:id': ({ house, reply, id }: Call) => {
    const operation = house.operations.get(id);
    if (operation) json(reply, 200, operation);
    else problem(reply, 'not_found', 'There is no such operation.');
  },
  'GET /v1/personas': ({ house, reply }: Call) => json(reply, 200, { data: house.personas }),
  'POST /v1/uploads': async ({ house, request, reply }: Call) => {
    let bytes = 0;
    for await (const chunk of request) bytes += (chunk as Buffer).length;
    await house.beat();
    const id = '0197c000-0000-7000-8000-000000000001';
    json(reply, 201, {
      id,
      object: 'upload',
      mimeType: 'audio/wav',
      bytes,
      sha256: 'a',
      durationSeconds: 12,
      createdAt: new Date().toISOString(),
    });
  },
  'POST /v1/tracks/:id/claim': ({ house, reply, id }: Call) => {
    const failed = house.find(id);
    if (!failed || failed.prompt.includes('[gone]')) {
      return problem(reply, 'illegal_transition', 'Suno was asked and has no finished song for this track.');
    }
    const found = {
      ...newTrack({}),
      ...failed,
      id: newTrack({}).id,
      status: 'completed' as const,
      error: null,
    };
    json(reply, 202, house.add({ ...found, claimedFrom: id, revision: 1, title: 'Found after all' }));
  },
};
