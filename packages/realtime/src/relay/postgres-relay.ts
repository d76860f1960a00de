import { openLine, type Line } from '@impresario/database';
import type { Clock, Log } from '../ports.ts';
import { coalesce, type Coalesced } from './coalesce.ts';
import { createEcho, type Echo } from './echo.ts';
import { Hearers } from './hearers.ts';
import { createLastingLine, type LastingLine } from './lasting-line.ts';
import { createPresence, type Presence } from './presence.ts';
import { tellEveryMs, type Relay, type RelayHealth, type Topic } from './relay.ts';
import { readWord, writeWord } from './word.ts';

export interface PostgresRelayOptions {
  readonly connectionString: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Of this process and no other: by it a word is known as its own. */
  readonly name: string;
}

/**
 * Word by NOTIFY, over one connection of its own that is made when it is first needed. A notification in the transaction that
 * writes the event would make commits wait for each other; this one is a transaction of nobody else's.
 */
export function createPostgresRelay(options: PostgresRelayOptions): Relay {
  return new PostgresRelay(options);
}

const channel = 'impresario_events';

class PostgresRelay implements Relay {
  readonly by = 'NOTIFY';
  readonly #name: string;
  readonly #line: LastingLine;
  readonly #words: Coalesced;
  readonly #presence: Presence;
  readonly #echo: Echo;
  readonly #hearers = new Hearers();
  /** What was committed since the last word. */
  readonly #untold = new Set<Topic>();
  #isListening = false;
  #isTelling = false;

  constructor({ connectionString, clock, log, name }: PostgresRelayOptions) {
    this.#name = name;
    this.#presence = createPresence(log, this.by);
    this.#echo = createEcho(clock);
    this.#words = coalesce(clock, tellEveryMs, () => void this.#tellNow());
    this.#line = createLastingLine({
      clock,
      open: (onLost) =>
        openLine({
          connectionString,
          applicationName: 'impresario-relay',
          onNotification: (_channel, from) => this.#take(from),
          onLost,
        }),
      onUp: (line) => this.#rise(line),
      onDown: (error) => this.#fall(error),
    });
  }

  tell(topic: Topic): void {
    this.#untold.add(topic);
    this.#words.ask();
  }

  listen(topic: Topic, hear: () => void): () => void {
    const remove = this.#hearers.add(topic, hear);
    void this.#line.need().then((line) => line && this.#listenAsWanted(line));
    return () => {
      remove();
      const line = this.#line.now();
      if (line) void this.#listenAsWanted(line);
    };
  }

  health(): RelayHealth {
    if (this.#presence.isLost) return this.#line.now() ? 'deaf' : 'lost';
    return this.#line.now() ? 'ok' : 'idle';
  }

  async check(): Promise<RelayHealth> {
    const stop = this.listen('events', () => {});
    try {
      const line = await this.#line.need();
      if (line) this.#judge(await this.#echo.seek(() => line.notify(channel, this.#name)));
    } catch {
      // Lost just now, which its health says.
    }
    stop();
    return this.health();
  }

  async close(): Promise<void> {
    this.#words.stop();
    this.#echo.stop();
    await this.#line.close();
  }

  #rise(line: Line): void {
    this.#presence.find();
    void this.#listenAsWanted(line);
    void this.#tellNow();
  }

  #fall(error: unknown): void {
    this.#isListening = false;
    this.#echo.stop();
    this.#presence.lose(error);
  }

  #take(text: string): void {
    const { from, topics } = readWord(text);
    if (from !== this.#name) return this.#hearers.tell(topics);
    this.#echo.come();
    this.#presence.find();
  }

  /** Statements of one connection are done in their order, so the last wish holds. */
  async #listenAsWanted(line: Line): Promise<void> {
    const isWanted = this.#hearers.count > 0;
    if (isWanted === this.#isListening) return;
    this.#isListening = isWanted;
    try {
      if (!isWanted) {
        this.#echo.stop();
        return await line.unlisten(channel);
      }
      await line.listen(channel);
      // What was said before we listened.
      this.#hearers.tellAll();
      this.#echo.seekNowAndThen(
        () => line.notify(channel, this.#name),
        (isHeard) => this.#judge(isHeard),
      );
    } catch {
      // The line has said that it is lost.
    }
  }

  /** Behind a pooler LISTEN succeeds, and nothing is ever heard. */
  #judge(isHeard: boolean): void {
    if (isHeard) this.#presence.find();
    else this.#presence.lose('what is said is not heard, as behind a pooler of connections');
  }

  /** One word on its way at a time; what was committed meanwhile is said by the next. */
  async #tellNow(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    try {
      for (let line = await this.#line.need(); line && this.#untold.size > 0; line = this.#line.now()) {
        const topics = [...this.#untold];
        this.#untold.clear();
        await line.notify(channel, writeWord({ from: this.#name, topics })).catch((error: unknown) => {
          for (const topic of topics) this.#untold.add(topic);
          throw error;
        });
      }
    } catch {
      // The line has said that it is lost; when it is back, this is said.
    } finally {
      this.#isTelling = false;
    }
  }
}
