import type { Socket } from 'node:net';
import {
  socketCloseCodes,
  socketSubscriptionsMax,
  type SocketFrame,
  type SocketMessage,
} from '@impresario/protocol';
import { encodeSocketText, type StreamEnd } from '@impresario/realtime';
import type { WebSocket } from 'ws';
import type { Proof, Proven } from '../events/proof-watch.ts';
import type { Beating, PulsePart } from '../events/pulse.ts';
import type { Identified } from '../identity/authenticate.ts';
import { isRefusal, type Refusal } from '../replies/refusal.ts';
import type { Services } from '../services.ts';
import { MessageBudget } from './message-budget.ts';
import { readMessage } from './read-message.ts';
import { SocketSubscription, type Carrier } from './socket-subscription.ts';
import { WriteTurns, type TurnMark } from './write-turns.ts';

/** Above this, the client is too slow to be kept (RT-3). */
const UNSENT_BYTES_MAX = 1024 * 1024;
/** Within this it says who it is. */
const AUTHENTICATE_MS = 5_000;
/** How long it may take over the end before it is cut. */
const LINGER_MS = 5_000;
/** What may be said at once; ten a second are given back. */
const STRANGER_MESSAGES_MAX = 32;
const USER_MESSAGES_MAX = 2 * socketSubscriptionsMax;
/** So many heartbeats without a sign of life are the end. */
const SILENT_BEATS_MAX = 2;

/** A ping for the machine at the other end, and a text for its page, which does not see pings. */
const heartbeat = Buffer.concat([encodeSocketText('{"event":"heartbeat"}'), Buffer.from([0x89, 0x00])]);
/** Ends of a subscription that are the end of its connection; after the others it goes on. */
const farewells = {
  slow: [socketCloseCodes.tooSlow, 'Too much was left unread; come back with the last ids you got.'],
  failed: [socketCloseCodes.tryAgainLater, 'Events cannot be read now; come back with the last ids you got.'],
  stopped: [socketCloseCodes.goingAway, 'This server stops; come back with the last ids you got.'],
} as const;
/** Of all connections of this process. */
const turns = new WriteTurns();
const NO_PROOF: Proof = { expiresAt: null, keyId: null };

/**
 * One WebSocket: who is behind it, and what it follows. Frames go to the connection beneath as they were made once for all
 * who get them; `ws` reads, answers pings and closes.
 */
export class SocketConnection implements Beating, Proven, Carrier, TurnMark {
  lastTurn = 0;
  proof: Proof = NO_PROOF;
  readonly #services: Services;
  readonly #socket: WebSocket;
  readonly #beneath: Socket;
  #budget: MessageBudget;
  readonly #part: PulsePart;
  readonly #subscriptions = new Map<string | null, SocketSubscription>();
  #userId: string | null = null;
  #cancelWaiting: () => void = () => {};
  #onStranger: () => void;
  /** Messages are done one after the other: what is asked right after a proof waits for it. */
  #work: Promise<void> = Promise.resolve();
  #silentBeats = 0;
  #isOpen = true;

  /** It has taken a place, which it leaves. `onStranger` is told when its proof does not hold. */
  constructor(services: Services, socket: WebSocket, beneath: Socket, onStranger: () => void) {
    this.#services = services;
    this.#socket = socket;
    this.#beneath = beneath;
    this.#onStranger = onStranger;
    this.#budget = new MessageBudget(services.clock, STRANGER_MESSAGES_MAX);
    this.#part = services.pulse.join(this);
    this.#cancelWaiting = services.clock.schedule(
      () => this.#close(socketCloseCodes.unauthenticated, 'Nothing said in time who you are.'),
      AUTHENTICATE_MS,
    );
    socket.on('message', (bytes: Buffer, isBinary) => this.#receive(bytes, isBinary));
    socket.on('pong', () => (this.#silentBeats = 0));
    // What is wrong with a client is no error of ours; the connection is closed then.
    socket.on('error', () => {});
    socket.on('close', () => this.#leave());
  }

  /** Takes up who is behind it; the place is counted as theirs when this is the first time. */
  admit({ caller, expiresAt, apiKey }: Identified, isNamed: boolean): void {
    const refusal =
      this.#userId === null && !isNamed ? this.#services.streamPlaces.name(caller.userId) : null;
    if (refusal) return this.#closeBecause(refusal);
    if (this.#userId === null) this.#budget = new MessageBudget(this.#services.clock, USER_MESSAGES_MAX);
    this.#userId = caller.userId;
    this.#cancelWaiting();
    this.#onStranger = () => {};
    this.#services.proofWatch.forget(this);
    this.proof = { expiresAt, keyId: apiKey?.id ?? null };
    this.#services.proofWatch.watch(this);
    this.#say({ event: 'authenticated', data: { expiresAt: expiresAt?.toISOString() ?? null } });
  }

  beat(): void {
    if (this.#silentBeats >= SILENT_BEATS_MAX) return this.#socket.terminate();
    this.#silentBeats += 1;
    this.write(heartbeat);
  }

  expire(): void {
    this.#close(
      socketCloseCodes.unauthenticated,
      'Your proof of identity has ended; come back with a fresh one.',
    );
  }

  write(bytes: Uint8Array): boolean {
    if (!this.#isOpen) return false;
    if (this.#beneath.writableLength + bytes.byteLength > UNSENT_BYTES_MAX) return false;
    turns.write(this.#beneath, this, bytes);
    return true;
  }

  async drained(): Promise<void> {
    const beneath = this.#beneath;
    if (!this.#isOpen || !beneath.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const go = () => {
        beneath.off('drain', go).off('close', go);
        resolve();
      };
      beneath.on('drain', go).on('close', go);
    });
  }

  onEnd(subscription: SocketSubscription, why: StreamEnd): void {
    const { trackId } = subscription;
    if (this.#subscriptions.get(trackId) === subscription) this.#subscriptions.delete(trackId);
    if (why === 'slow' || why === 'failed' || why === 'stopped') {
      const [code, words] = farewells[why];
      this.#close(code, words);
    }
  }

  #receive(bytes: Buffer, isBinary: boolean): void {
    this.#silentBeats = 0;
    if (isBinary) return this.#close(socketCloseCodes.notText, 'Send text.');
    if (!this.#budget.spend()) return this.#close(socketCloseCodes.tooMany, 'Too many messages.');
    const message = readMessage(bytes.toString());
    this.#work = this.#work
      .then(() => ('fault' in message ? this.#refuse('validation_failed', message.fault) : this.#do(message)))
      .catch((error: unknown) => this.#fail(error));
  }

  async #do(message: SocketMessage): Promise<void> {
    if (!this.#isOpen) return;
    if (message.type === 'ping') return this.#say({ event: 'pong' });
    if (message.type === 'authenticate') return this.#authenticate(message);
    if (this.#userId === null) {
      return this.#close(socketCloseCodes.unauthenticated, 'Say first who you are.');
    }
    const { trackId } = message;
    if (message.type === 'subscribe') return this.#subscribe(this.#userId, trackId, message.after);
    this.#subscriptions.get(trackId)?.end();
    this.#say({ event: 'unsubscribed', trackId });
  }

  async #authenticate({ token, ticket }: Extract<SocketMessage, { type: 'authenticate' }>): Promise<void> {
    const { byToken, byTicket } = this.#services.identify;
    const identified = await (ticket === undefined ? byToken(token ?? '') : byTicket(ticket));
    if (!this.#isOpen) return;
    if (isRefusal(identified)) return this.#closeBecause(identified);
    if (this.#userId !== null && identified.caller.userId !== this.#userId) {
      return this.#close(
        socketCloseCodes.otherUser,
        'This connection is of another user; open one of your own.',
      );
    }
    this.admit(identified, false);
  }

  async #subscribe(userId: string, trackId: string | null, after: string | null): Promise<void> {
    const { engine, realtime } = this.#services;
    if (!this.#subscriptions.has(trackId) && this.#subscriptions.size >= socketSubscriptionsMax) {
      const detail = `One connection follows ${socketSubscriptionsMax} at most; follow null, which is all of them.`;
      return this.#refuse('concurrency_limit_exceeded', detail, trackId);
    }
    // Frames name it as the client does, who may write it otherwise than the log.
    const track = trackId === null ? null : await engine.readTrack(userId, trackId);
    if (trackId !== null && !track) {
      return this.#refuse('not_found', 'There is no track with this id.', trackId);
    }
    if (!this.#isOpen) return;
    // Asked for again, it begins anew from the place that is named now.
    this.#subscriptions.get(trackId)?.end();
    const subscription = new SocketSubscription(this, trackId);
    this.#subscriptions.set(trackId, subscription);
    this.#say({ event: 'subscribed', trackId });
    subscription.begin((sink) => realtime.subscribe({ userId, trackId: track?.id ?? null, after }, sink));
  }

  #say(frame: SocketFrame): void {
    if (!this.write(encodeSocketText(JSON.stringify(frame)))) this.#close(...farewells.slow);
  }

  #refuse(code: Refusal['refused'], detail: string, trackId?: string | null): void {
    this.#say({ event: 'error', ...(trackId !== undefined && { trackId }), data: { code, detail } });
  }

  #fail(error: unknown): void {
    const { isTransient, log } = this.#services;
    if (isTransient(error)) {
      return this.#refuse(
        'service_unavailable',
        'Something we depend on is not there; try again in a moment.',
      );
    }
    log.error({ err: error, userId: this.#userId }, 'A message over a WebSocket failed.');
    this.#close(socketCloseCodes.internalError, 'We are at fault.');
  }

  #closeBecause({ refused, detail }: Refusal): void {
    if (refused === 'unauthenticated') {
      this.#onStranger();
      return this.#close(socketCloseCodes.unauthenticated, detail);
    }
    const { tooMany, tryAgainLater } = socketCloseCodes;
    this.#close(refused === 'concurrency_limit_exceeded' ? tooMany : tryAgainLater, detail);
  }

  /** `words` are for people, and short: a close has room for 123 bytes. */
  #close(code: number, words: string): void {
    if (!this.#isOpen) return;
    this.#leave();
    this.#socket.close(code, words.slice(0, 123));
    const cancel = this.#services.clock.schedule(() => this.#socket.terminate(), LINGER_MS);
    this.#socket.on('close', cancel);
  }

  #leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#cancelWaiting();
    this.#part.leave(this);
    this.#services.proofWatch.forget(this);
    this.#services.streamPlaces.leave('websocket', this.#userId);
    for (const subscription of [...this.#subscriptions.values()]) subscription.end();
  }
}
