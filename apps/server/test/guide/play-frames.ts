import { once } from 'node:events';
import { ask, type ServerProcess } from '../../src/testing.ts';
import { expectOutput } from './expect-output.ts';

const patienceMs = 30_000;

/** Sends what stands behind `→`, and waits for what stands behind `←`; a song is ordered when a page waits for a track. */
export async function playFrames(
  text: string,
  server: Pick<ServerProcess, 'url'>,
  token: string,
): Promise<void> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/realtime`);
  const received: string[] = [];
  socket.addEventListener('message', ({ data }) => received.push(String(data)));
  try {
    await once(socket, 'open', { signal: AbortSignal.timeout(patienceMs) });
    for (const line of text.split('\n')) {
      const [, side, frame = ''] = /^([→←]) (.*)$/.exec(line) ?? [];
      if (side === undefined) throw new Error(`Neither → nor ←: ${line}`);
      if (side === '→') socket.send(frame.replace('eyJ…', token));
      else await waitForFrame(frame);
    }
  } finally {
    socket.close();
  }

  /** The first that came and looks like it; others may come in between. */
  async function waitForFrame(shown: string): Promise<void> {
    const [, event = ''] = /"event":"([\w-]+)"/.exec(shown) ?? [];
    if (event === 'track') await orderSong();
    const isIt = (frame: string) => (JSON.parse(frame) as { event: string }).event === event;
    const until = AbortSignal.timeout(patienceMs);
    while (!received.some(isIt)) await once(socket, 'message', { signal: until });
    const at = received.findIndex(isIt);
    expectOutput(received[at] ?? '', shown);
    received.splice(0, at + 1);
  }

  async function orderSong(): Promise<void> {
    await ask({ ...server, token }, 'POST', '/v1/tracks', {
      prompt: 'a bell',
      durationSeconds: 5,
      variants: 1,
    });
  }
}
