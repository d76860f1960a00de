import {
  encodeSocketFrameOfAll,
  encodeSocketFrameOfTrack,
  type Frame,
  type Sink,
  type StreamEnd,
  type Subscription,
} from '@impresario/realtime';

/** The connection that a subscription is one of several on. */
export interface Carrier {
  /** false when the client has left more unread than is kept for it. */
  write(bytes: Uint8Array): boolean;
  drained(): Promise<void>;
  onEnd(subscription: SocketSubscription, why: StreamEnd): void;
}

/** What one client follows over its connection beside other things: one track, or all of its user. */
export class SocketSubscription implements Sink {
  readonly trackId: string | null;
  readonly #carrier: Carrier;
  #stream: Subscription | null = null;
  #isOpen = true;

  constructor(carrier: Carrier, trackId: string | null) {
    this.#carrier = carrier;
    this.trackId = trackId;
  }

  begin(subscribe: (sink: Sink) => Subscription): void {
    const stream = subscribe(this);
    if (this.#isOpen) this.#stream = stream;
  }

  send(frame: Frame): boolean {
    const bytes =
      this.trackId === null ? encodeSocketFrameOfAll(frame) : encodeSocketFrameOfTrack(frame, this.trackId);
    return this.#carrier.write(bytes);
  }

  drained(): Promise<void> {
    return this.#carrier.drained();
  }

  close(why: StreamEnd): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#carrier.onEnd(this, why);
  }

  /** The client wants no more of it, or is gone. */
  end(): void {
    this.#stream?.close();
  }
}
