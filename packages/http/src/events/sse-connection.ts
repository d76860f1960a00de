import type { ServerResponse } from 'node:http';
import type { Clock } from '@impresario/engine';
import {
  encodeServerSentEvent,
  type Frame,
  type Realtime,
  type Sink,
  type StreamEnd,
  type SubscribeRequest,
  type Subscription,
} from '@impresario/realtime';
import type { Proof, ProofWatch, Proven } from './proof-watch.ts';
import type { Beating, Pulse, PulsePart } from './pulse.ts';
import type { StreamPlaces } from './stream-places.ts';

/** What all connections share. */
export interface SseRoom {
  readonly realtime: Realtime;
  readonly clock: Clock;
  readonly pulse: Pulse;
  readonly proofWatch: ProofWatch;
  readonly streamPlaces: StreamPlaces;
}

/** Above this, the client is too slow to be kept (RT-3). */
const UNSENT_BYTES_MAX = 1024 * 1024;
/** How long a client may take to fetch what was written for it before the end. */
const LINGER_MS = 5_000;

/** `retry:` is how soon a browser comes back after a lost connection. */
const greeting = Buffer.from('retry: 1000\n\n');
const heartbeat = Buffer.from(': heartbeat\n\n');

/**
 * One stream of server-sent events, written straight to Node's response: a web stream between would cost as much again as the
 * connection itself, ten thousand times. It has taken a place, and leaves it.
 */
export class SseConnection implements Sink, Beating, Proven {
  readonly proof: Proof;
  readonly #room: SseRoom;
  readonly #outgoing: ServerResponse;
  readonly #userId: string;
  readonly #part: PulsePart;
  #subscription: Subscription | null = null;
  #isOpen = true;

  /** The head of the response is written. */
  constructor(room: SseRoom, request: SubscribeRequest, proof: Proof, outgoing: ServerResponse) {
    this.#room = room;
    this.#userId = request.userId;
    this.#outgoing = outgoing;
    this.proof = proof;
    this.#part = room.pulse.join(this);
    room.proofWatch.watch(this);
    outgoing.on('close', () => this.#leave());
    if (outgoing.destroyed) {
      // The client left while we asked who it is.
      this.#leave();
      return;
    }
    outgoing.write(greeting);
    const subscription = room.realtime.subscribe(request, this);
    if (this.#isOpen) this.#subscription = subscription;
  }

  send(frame: Frame): boolean {
    if (!this.#isOpen) return false;
    const bytes = encodeServerSentEvent(frame);
    if (this.#outgoing.writableLength + bytes.byteLength > UNSENT_BYTES_MAX) return false;
    this.#outgoing.write(bytes);
    return true;
  }

  async drained(): Promise<void> {
    const outgoing = this.#outgoing;
    if (!this.#isOpen || !outgoing.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        outgoing.off('drain', go).off('close', go);
        resolve();
      };
      outgoing.on('drain', go).on('close', go);
    });
  }

  beat(): void {
    // One that does not read is found by its events; heartbeats alone never pile up to much.
    if (this.#outgoing.writableLength < UNSENT_BYTES_MAX) this.#outgoing.write(heartbeat);
  }

  expire(): void {
    this.#subscription?.close();
  }

  close(_why: StreamEnd): void {
    if (!this.#isOpen) return;
    this.#leave();
    const outgoing = this.#outgoing;
    outgoing.end();
    if (outgoing.writableLength === 0) return;
    // Whoever never reads would otherwise keep all that waits for it, as long as its connection lives.
    const cancel = this.#room.clock.schedule(() => outgoing.destroy(), LINGER_MS);
    outgoing.once('close', cancel);
  }

  #leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#part.leave(this);
    this.#room.proofWatch.forget(this);
    this.#room.streamPlaces.leave('sse', this.#userId);
    this.#subscription?.close();
    this.#subscription = null;
  }
}
