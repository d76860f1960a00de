import type { SocketFrame, SocketMessage } from '@impresario/protocol';
import { expect } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';

export interface SocketClient {
  readonly socket: WebSocket;
  /** All messages so far. */
  readonly heard: SocketFrame[];
  say(message: SocketMessage | string | Buffer): void;
  /** Waits for a message of this event and returns it. */
  hears<E extends SocketFrame['event']>(event: E): Promise<Extract<SocketFrame, { event: E }>>;
  /** The code and the words it was closed with. */
  closed(): Promise<readonly [code: number, words: string]>;
  /** Of the reply that refused it, or 101. */
  status(): Promise<number>;
}

/** A client of the WebSocket as a program has it. */
export function connectSocket(url: string, options: ClientOptions = {}, query = ''): SocketClient {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/realtime${query}`, options);
  const heard: SocketFrame[] = [];
  let end: readonly [number, string] | null = null;
  let status = 0;
  socket.on('message', (bytes: Buffer) => heard.push(JSON.parse(bytes.toString()) as SocketFrame));
  socket.on('close', (code, words) => (end = [code, words.toString()]));
  socket.on('open', () => (status = 101));
  socket.on('unexpected-response', (_, reply) => {
    status = reply.statusCode ?? 0;
    reply.resume();
  });
  socket.on('error', () => {});
  return {
    socket,
    heard,
    say(message) {
      const isPlain = typeof message === 'string' || Buffer.isBuffer(message);
      socket.send(isPlain ? message : JSON.stringify(message));
    },
    async hears(event) {
      await expect.poll(() => heard.map((frame) => frame.event)).toContain(event);
      return heard.find((frame) => frame.event === event) as never;
    },
    async closed() {
      await expect.poll(() => end, { timeout: 5_000 }).not.toBeNull();
      return end!;
    },
    async status() {
      await expect.poll(() => status).not.toBe(0);
      return status;
    },
  };
}
