import { createClient, systemClock } from '@impresario/client';
import type { SocketFrame, TrackEvent } from '@impresario/protocol';

/** One event as a client got it. */
export interface Heard {
  /** null where the client does not tell it. */
  readonly id: string | null;
  readonly trackId: string;
  readonly revision: number;
}

/** A client that comes back whenever it is cut, as long as it follows. */
export interface Follower {
  readonly what: string;
  readonly user: string;
  /** One track, or null for all of the user. */
  readonly trackId: string | null;
  readonly heard: readonly Heard[];
  /** It is connected and its stream has begun. */
  isThere(): boolean;
  /** What it got that it should not have, such as a `reset`. */
  readonly complaints: readonly string[];
  stop(): Promise<void>;
}

interface Whom {
  readonly url: string;
  readonly user: string;
  readonly token: string;
}

const againMs = 20;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The client that people import. It waits a twentieth of the time it usually does before it comes back. */
export function followByClient({ url, user, token }: Whom): Follower {
  const sleep: typeof systemClock.sleep = (ms, signal) =>
    systemClock.sleep(ms > 20_000 ? ms : ms / 20, signal);
  const client = createClient({ baseUrl: url, token, clock: { ...systemClock, sleep } });
  const stopped = new AbortController();
  const heard: Heard[] = [];
  const complaints: string[] = [];
  let isThere = false;
  const following = (async () => {
    const options = {
      signal: stopped.signal,
      onConnection: (open: boolean) => (isThere = open),
      onReset: () => complaints.push('reset'),
    };
    for await (const { trackId, revision } of client.events(options))
      heard.push({ id: null, trackId, revision });
  })().catch((error: unknown) => {
    if (!stopped.signal.aborted) complaints.push(String(error));
  });
  return {
    ...{ what: 'the client', user, trackId: null, heard, complaints, isThere: () => isThere },
    async stop() {
      stopped.abort();
      await following;
    },
  };
}

/** Server-sent events as they stand in the standard, by hand. */
export function followByStream({ url, user, token }: Whom): Follower {
  const stopped = new AbortController();
  const heard: Heard[] = [];
  const complaints: string[] = [];
  let lastId: string | null = null;
  let isThere = false;

  function take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
    const [event, id, data] = [field('event'), field('id'), field('data')];
    if (id !== null) lastId = id;
    if (event === 'track') heard.push(heardOf(id, JSON.parse(data ?? '') as TrackEvent));
    else if (event !== null) complaints.push(block);
    isThere = lastId !== null;
  }

  async function connectOnce(): Promise<void> {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (lastId !== null) headers['last-event-id'] = lastId;
    const reply = await fetch(`${url}/v1/events`, { headers, signal: stopped.signal });
    if (!reply.ok) return;
    let text = '';
    for await (const chunk of reply.body!.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n');
      // Of a block that was cut in the middle nothing holds, its id neither.
      text = blocks.pop() ?? '';
      for (const block of blocks) take(block);
    }
  }

  const following = comeBack(stopped.signal, async () => {
    await connectOnce().finally(() => (isThere = false));
  });
  return {
    ...{ what: 'server-sent events', user, trackId: null, heard, complaints, isThere: () => isThere },
    async stop() {
      stopped.abort();
      await following;
    },
  };
}

/** The WebSocket by hand; says who it is by its first message. */
export function followBySocket({ url, user, token }: Whom, trackId: string | null = null): Follower {
  const stopped = new AbortController();
  const heard: Heard[] = [];
  const complaints: string[] = [];
  let lastId: string | null = null;
  let isThere = false;

  function connectOnce(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/realtime`);
    const say = (message: object) => socket.send(JSON.stringify(message));
    socket.onopen = () => say({ type: 'authenticate', token });
    socket.onerror = () => {};
    socket.onclose = () => resolve();
    stopped.signal.addEventListener('abort', () => socket.close());
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const frame = JSON.parse(data) as SocketFrame;
      if (frame.event === 'authenticated') say({ type: 'subscribe', trackId, after: lastId });
      else if (frame.event === 'track') heard.push(heardOf(frame.id, frame.data));
      else if (frame.event === 'error' || frame.event === 'reset') complaints.push(data);
      if ('id' in frame) lastId = frame.id;
      isThere = lastId !== null;
    };
    return promise.finally(() => (isThere = false));
  }

  const following = comeBack(stopped.signal, connectOnce);
  return {
    ...{ what: 'the WebSocket', user, trackId, heard, complaints, isThere: () => isThere },
    async stop() {
      stopped.abort();
      await following;
    },
  };
}

function heardOf(id: string | null, { trackId, revision }: TrackEvent): Heard {
  return { id, trackId, revision };
}

async function comeBack(signal: AbortSignal, connectOnce: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await connectOnce().catch(() => {});
    await pause(againMs);
  }
}
