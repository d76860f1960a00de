import type { IncomingMessage, ServerResponse } from 'node:http';
import { createTrackSchema, type CreateTrackInput } from '@impresario/protocol';
import type { House } from './scripted-house.ts';
import { adminRoutes } from './scripted-admin.ts';
import { creditRoutes } from './scripted-credits.ts';
import { keyRoutes } from './scripted-keys.ts';
import { operationRoutes } from './scripted-operations.ts';
import { bodyOf, faultsIn, json, problem } from './scripted-replies.ts';

export interface Call {
  readonly house: House;
  readonly request: IncomingMessage;
  readonly reply: ServerResponse;
  readonly url: URL;
  /** Of the track, operation or key, where the address has one. */
  readonly id: string;
}

/** What the scripted engine answers, by method and path. */
export const routes: Readonly<Record<string, (call: Call) => void | Promise<void>>> = {
  'GET /readyz': ({ reply }) => json(reply, 200, { status: 'ok' }),
  ...creditRoutes,
  ...operationRoutes,
  ...keyRoutes,
  ...adminRoutes,
  'GET /v1/providers': ({ house, reply }) => json(reply, 200, { data: house.mode.providers }),
  'GET /v1/tracks': listTracks,
  'GET /v1/tracks/:id': ({ house, reply, id }) => {
    const track = house.find(id);
    if (track) json(reply, 200, track);
    else problem(reply, 'not_found', 'There is no track with this id.');
  },
  'GET /v1/events': openEvents,
  'POST /v1/tracks': createTrack,
  'POST /v1/tracks/:id/cancel': ({ house, reply, id }) => {
    const message = 'You cancelled this track. Your credits came back.';
    const error = { code: 'CANCELLED', message, retryable: true } as const;
    house.change(id, { status: 'cancelled', stage: null, creditsRefunded: 1, error });
    json(reply, 200, house.find(id));
  },
  'POST /v1/tracks/:id/retry': ({ house, reply, id }) => {
    const prompt = house.find(id)?.prompt.replace('[fail]', '').trim() ?? '';
    json(reply, 202, house.order({ prompt }, { retriedFrom: id }));
  },
  'DELETE /v1/tracks/:id': ({ house, reply, id }) => {
    house.remove(id);
    reply.writeHead(204).end();
  },
};

function listTracks({ house, reply, url }: Call): void {
  const asked = (name: string) => url.searchParams.get(name);
  const words = asked('q')?.toLowerCase() ?? '';
  const found = house.tracks
    .filter(({ status }) => status === (asked('status') ?? status))
    .filter(({ provider }) => provider === (asked('provider') ?? provider))
    .filter(
      ({ sourceTrackId, retriedFrom, claimedFrom }) =>
        asked('sourceTrackId') === null ||
        [sourceTrackId, retriedFrom, claimedFrom].includes(asked('sourceTrackId')),
    )
    .filter(({ title, prompt, styleTags }) =>
      [title, prompt, ...styleTags].join(' ').toLowerCase().includes(words),
    );
  const from = Number(asked('cursor') ?? 0);
  const to = from + Number(asked('limit') ?? 20);
  const hasMore = to < found.length;
  json(reply, 200, { data: found.slice(from, to), hasMore, nextCursor: hasMore ? String(to) : null });
}

function openEvents({ house, reply }: Call): void {
  if (!house.mode.hasEvents) return problem(reply, 'service_unavailable', 'No events today.');
  reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.write(': hello\n\n');
  house.listeners.add(reply);
  reply.on('close', () => house.listeners.delete(reply));
}

async function createTrack({ house, request, reply }: Call): Promise<void> {
  const body = await bodyOf(request);
  const key = request.headers['idempotency-key'] as string | undefined;
  house.orders.push({ body, key });
  if (house.mode.isSilent) return void request.socket.destroy();
  if (house.mode.refuse) return problem(reply, house.mode.refuse, 'Not now.', { balance: 0.5, required: 1 });
  const errors = errorsIn(body);
  if (errors.length > 0) return problem(reply, 'validation_failed', 'The request is not valid.', { errors });
  const known = key === undefined ? undefined : house.byKey.get(key);
  const track = known ?? house.order(body as unknown as CreateTrackInput);
  if (key !== undefined) house.byKey.set(key, track);
  while (house.mode.holdsReplies) await new Promise((resolve) => setTimeout(resolve, 20));
  json(reply, 202, track);
}

/** What the real schema says, and a fault that only a server can know for a prompt with `[refuse]`. */
function errorsIn(body: Record<string, unknown>): { pointer: string; detail: string }[] {
  const errors = faultsIn(createTrackSchema, body);
  const isRefused = String(body['prompt']).includes('[refuse]');
  return isRefused ? [...errors, { pointer: '/lyrics', detail: 'has no [Verse] in it' }] : errors;
}
