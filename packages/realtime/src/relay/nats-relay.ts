import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Clock, Log } from '../ports.ts';
import { coalesce, type Coalesced } from './coalesce.ts';
import { Hearers } from './hearers.ts';
import { createPresence, type Presence } from './presence.ts';
import { tellEveryMs, type Relay, type RelayHealth, type Topic } from './relay.ts';
import { readWord, writeWord } from './word.ts';

export interface NatsRelayOptions {
  /** `nats://` or `tls://`, with a user and password or a token in it where they are needed; more than one of a cluster. */
  readonly urls: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Of this process and no other. */
  readonly name: string;
}

/**
 * Word by NATS (core, nothing is kept there). It connects at once and for as long as it takes; while it is not connected, the
 * look finds what others commit.
 */
export function openNatsRelay(options: NatsRelayOptions): Relay {
  return new NatsRelay(options);
}

const subject = 'impresario.events';
const againMs = 1_000;
const answerMsMax = 2_000;

class NatsRelay implements Relay {
  readonly by = 'NATS';
  readonly #options: NatsRelayOptions;
  readonly #words: Coalesced;
  readonly #presence: Presence;
  readonly #hearers = new Hearers();
  /** What was committed since the last word. */
  readonly #untold = new Set<Topic>();
  readonly #begun: Promise<void>;
  #connection: NatsConnection | null = null;
  #cancelAgain: () => void = () => {};
  #isClosed = false;

  constructor(options: NatsRelayOptions) {
    this.#options = options;
    this.#presence = createPresence(options.log, this.by);
    this.#words = coalesce(options.clock, tellEveryMs, () => this.#say());
    this.#begun = this.#stayConnected();
  }

  tell(topic: Topic): void {
    this.#untold.add(topic);
    this.#words.ask();
  }

  listen(topic: Topic, hear: () => void): () => void {
    return this.#hearers.add(topic, hear);
  }

  health(): RelayHealth {
    if (this.#presence.isLost) return 'lost';
    return this.#connection ? 'ok' : 'idle';
  }

  async check(): Promise<RelayHealth> {
    const connection = this.#connection;
    if (!connection || this.#presence.isLost) return 'lost';
    const { promise: late, resolve } = Promise.withResolvers<RelayHealth>();
    const cancel = this.#options.clock.schedule(() => resolve('lost'), answerMsMax);
    const answered = connection.flush().then(
      (): RelayHealth => 'ok',
      (): RelayHealth => 'lost',
    );
    const health = await Promise.race([answered, late]);
    cancel();
    return health;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#words.stop();
    this.#cancelAgain();
    await this.#connection?.close();
    await this.#begun;
  }

  async #stayConnected(): Promise<void> {
    const { urls, name, clock } = this.#options;
    try {
      const connection = await connect({ ...connectionOptions(urls), name });
      if (this.#isClosed) return await connection.close();
      this.#connection = connection;
      connection.subscribe(subject, {
        callback: (_error, { data }) => this.#take(Buffer.from(data).toString()),
      });
      this.#find();
      void this.#watch(connection);
      // It comes back by itself, except from what looks hopeless to it, such as a password that was changed.
      this.#lose((await connection.closed()) ?? 'the connection was closed');
    } catch (error) {
      this.#lose(error);
    }
    this.#connection = null;
    if (!this.#isClosed) this.#cancelAgain = clock.schedule(() => void this.#stayConnected(), againMs);
  }

  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.#lose('the server cannot be reached');
      if (type === 'reconnect') this.#find();
    }
  }

  #lose(why: unknown): void {
    if (!this.#isClosed) this.#presence.lose(why);
  }

  #find(): void {
    this.#presence.find();
    // What was said meanwhile, by others and by us.
    this.#hearers.tellAll();
    this.#untold.add('events').add('work');
    this.#say();
  }

  #take(text: string): void {
    const { from, topics } = readWord(text);
    if (from !== this.#options.name) this.#hearers.tell(topics);
  }

  #say(): void {
    // What a lost connection is given, it would keep and send when it is back.
    if (this.#presence.isLost || !this.#connection || this.#untold.size === 0) return;
    this.#connection.publish(subject, writeWord({ from: this.#options.name, topics: [...this.#untold] }));
    this.#untold.clear();
  }
}

/** NATS takes who we are apart from the address. */
function connectionOptions(urls: readonly string[]) {
  const parsed = urls.map((url) => new URL(url));
  const { username, password } = parsed[0] ?? { username: '', password: '' };
  const user = decodeURIComponent(username);
  return {
    servers: parsed.map(({ hostname, port }) => `${hostname}:${port || '4222'}`),
    ...(password !== '' ? { user, pass: decodeURIComponent(password) } : user !== '' && { token: user }),
    ...(parsed.some(({ protocol }) => protocol === 'tls:') && { tls: {} }),
    noEcho: true,
    timeout: answerMsMax,
    // One that hangs is noticed within half a minute; until then the look finds everything.
    pingInterval: 10_000,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    reconnectTimeWait: againMs,
  };
}
