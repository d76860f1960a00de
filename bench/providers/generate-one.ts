import { signToken, userClaims } from '@impresario/server/testing';
import { jwtSecret } from './open-place.ts';

/** One generation as its client saw it; epoch milliseconds. */
export interface Generation {
  readonly trackId: string;
  /** Just before the request was sent. */
  readonly askedAt: number;
  /** When the 202 was there. */
  readonly admittedAt: number;
  /** When `track.completed` came out of the event stream. */
  readonly toldAt: number;
}

const patienceMs = 30_000;

/** A new user opens an event stream, asks for a song, and listens until it is completed. */
export async function generateOne(url: string): Promise<Generation> {
  const token = signToken(jwtSecret, userClaims(`bench-${crypto.randomUUID()}`));
  const authorization = `Bearer ${token}`;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(patienceMs)]);
  const stream = await fetch(`${url}/v1/events`, { headers: { authorization }, signal });
  if (!stream.body) throw new Error(`the stream answered HTTP ${stream.status}`);
  const completed = completedIn(stream.body);
  try {
    const askedAt = Date.now();
    const reply = await fetch(`${url}/v1/tracks`, {
      method: 'POST',
      headers: {
        ...{ authorization, 'content-type': 'application/json' },
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ prompt: 'warm lo-fi piano for a rainy evening' }),
      signal,
    });
    const admittedAt = Date.now();
    const text = await reply.text();
    if (reply.status !== 202) throw new Error(`HTTP ${reply.status}: ${text}`);
    const toldAt = await completed;
    return { trackId: (JSON.parse(text) as { id: string }).id, askedAt, admittedAt, toldAt };
  } finally {
    stop.abort();
  }
}

/** When the event arrived. Throws when the track ends otherwise, or the stream does. */
async function completedIn(body: ReadableStream<Uint8Array>): Promise<number> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const at = Date.now();
    const frames = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const line = frame.split('\n').find((each) => each.startsWith('data: '));
      const { type } = JSON.parse(line?.slice('data: '.length) ?? '{}') as { type?: string };
      if (type === 'track.completed') return at;
      if (type === 'track.failed' || type === 'track.cancelled') throw new Error(`the stream said ${frame}`);
    }
  }
  throw new Error('the stream ended before the track was completed');
}
