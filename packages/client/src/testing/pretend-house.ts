import type { Track } from '@impresario/protocol';
import { aTrack } from '@impresario/protocol/testing';
import type { Fetch } from '../world.ts';
import { eventText } from './scripted-server.ts';

interface Line {
  say(text: string): void;
  cut(): void;
  /** Nothing more comes through, and neither end knows. */
  isDeaf: boolean;
}

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** The part of a server that tells of tracks, in memory, so that a whole day of faults takes a moment. */
export class PretendHouse {
  readonly tracks = new Map<string, Track>();
  readonly lines = new Set<Line>();
  isDown = false;
  /** Requests reach it, and nothing comes back. */
  isMute = false;
  listCount = 0;
  #log: { id: number; track: Track }[] = [];
  #lastId = 0;

  /** Makes a track, or changes one that goes on. */
  change(id: string): void {
    const before = this.tracks.get(id);
    if (before?.status === 'completed') return;
    this.#lastId += 1;
    const revision = (before?.revision ?? 0) + 1;
    const track = aTrack({
      id,
      revision,
      status: revision >= 4 ? 'completed' : 'processing',
      updatedAt: new Date(this.#lastId).toISOString(),
    });
    this.tracks.set(id, track);
    this.#log.push({ id: this.#lastId, track });
    this.#sayAll(eventText(String(this.#lastId), track));
  }

  /** The log no longer reaches back: who resumes is told how things are now. */
  forgetHistory(): void {
    this.#log = [];
  }

  beat(): void {
    this.#sayAll(': heartbeat\n\n');
  }

  cut(): void {
    for (const line of [...this.lines]) line.cut();
  }

  readonly fetch: Fetch = async (input, init) => {
    await new Promise((resolve) => setImmediate(resolve));
    const signal = init?.signal;
    signal?.throwIfAborted();
    if (this.isDown) throw new TypeError('fetch failed');
    if (this.isMute) {
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    }
    const [, id] = /\/v1\/tracks\/([^?]+)/.exec(input) ?? [];
    if (input.includes('/v1/events')) {
      return this.#open(new Headers(init?.headers).get('last-event-id'), signal ?? null);
    }
    if (id === undefined) {
      this.listCount += 1;
      const data = [...this.tracks.values()].reverse().slice(0, 100);
      return json(200, { data, hasMore: false, nextCursor: null });
    }
    const track = this.tracks.get(id);
    return track
      ? json(200, track)
      : json(404, { code: 'not_found', status: 404, detail: 'No.', retryable: false });
  };

  #open(lastEventId: string | null, signal: AbortSignal | null): Response {
    const encoder = new TextEncoder();
    let line: Line;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const end = (with_: () => void) => () => {
          if (this.lines.delete(line)) with_();
        };
        line = {
          isDeaf: false,
          say: (text) => controller.enqueue(encoder.encode(text)),
          cut: end(() => controller.error(new TypeError('terminated'))),
        };
        this.lines.add(line);
        signal?.addEventListener(
          'abort',
          end(() => controller.error(signal.reason)),
        );
        line.say('retry: 1000\n\n');
        this.#begin(line, lastEventId === null ? null : Number(lastEventId));
      },
    });
    return new Response(body, { status: 200 });
  }

  #begin(line: Line, after: number | null): void {
    if (after === null) return line.say(`id: ${this.#lastId}\n\n`);
    const oldest = this.#log[0]?.id ?? this.#lastId + 1;
    if (after < oldest - 1) {
      const tracks = [...this.tracks.values()];
      return line.say(`event: reset\nid: ${this.#lastId}\ndata: ${JSON.stringify({ tracks })}\n\n`);
    }
    for (const { id, track } of this.#log) if (id > after) line.say(eventText(String(id), track));
  }

  #sayAll(text: string): void {
    for (const line of this.lines) if (!line.isDeaf) line.say(text);
  }
}
