import { readReply, transportFailure, type OpenStream } from '@impresario/provider-kit';
import { createParser } from 'eventsource-parser';
import { afterAudio, noAudio, unusable } from './errors.ts';
import { readAudio, readDeclared, readParts, readSong, type SongReading } from './status.ts';

type Head = Pick<OpenStream, 'status' | 'headers'>;

/** Enough for six minutes of MP3 in hex, in chunks and once more as a whole. */
const streamBytesMax = 96 * 1024 * 1024;

/**
 * Reads a song as it is made: `data:` records with hex digits, the last with the whole song again (vendor's own
 * programs, read 2026-09; no page describes it). The end of the stream without that last record is a failure whose
 * outcome nobody knows. Never throws.
 */
export async function readStream(opened: OpenStream, signal: AbortSignal, now: Date): Promise<SongReading> {
  const isStream = /^text\/event-stream/i.test(opened.headers['content-type'] ?? '');
  // A reply in one piece, although a stream was asked for: an error, or the song after all.
  if (!isStream || opened.status >= 300)
    return readSong(await readReply(opened, { signal, bytesMax: streamBytesMax }), now);
  const records = new Records(opened, now);
  const decoder = new TextDecoder();
  let bytes = 0;
  try {
    for await (const chunk of opened.body) {
      bytes += chunk.byteLength;
      if (bytes > streamBytesMax) return failed('MiniMax sent more than a song can be.', opened.status);
      records.feed(decoder.decode(chunk, { stream: true }));
      if (records.reading) return records.reading;
    }
  } catch {
    const lost = { kind: 'unanswered', code: 'stream-cut', aborted: signal.aborted } as const;
    return { kind: 'failed', failure: transportFailure(lost, 'submit') };
  }
  // The last record may lack the empty line that ends it.
  records.feed('\n\n');
  return records.reading ?? failed('The stream of MiniMax ended before the song did.', opened.status);
}

/** The records of one stream; `reading` is there once they have said how it ends. */
class Records {
  reading: SongReading | null = null;
  private chunks = '';
  private isDamaged = false;
  private readonly head: Head;
  private readonly now: Date;
  private readonly parser = createParser({ onEvent: ({ data }) => this.take(data) });

  constructor({ status, headers }: Head, now: Date) {
    this.head = { status, headers };
    this.now = now;
  }

  feed(text: string): void {
    this.parser.feed(text);
  }

  private take(record: string): void {
    if (this.reading || record === '[DONE]') return;
    let body: unknown;
    try {
      body = JSON.parse(record);
    } catch {
      // Something is missing between the chunks; only the whole song at the end can be believed now.
      this.isDamaged = true;
      return;
    }
    const declared = readDeclared({ ...this.head, kind: 'json', body }, this.now);
    if (declared !== null && declared !== 'success') {
      const failure = this.chunks === '' ? declared : afterAudio(declared);
      this.reading = { kind: 'failed', failure };
      return;
    }
    const parts = readParts(body);
    if (parts.status === 2) this.reading = this.finish(parts);
    // `extra_info` is null on these records, so it says nothing of whether there is audio.
    else this.chunks += parts.audio;
  }

  /** The last record repeats all bytes: it stands for the chunks and is never added to them. */
  private finish({ audio: whole, sizeBytes, durationSeconds }: ReturnType<typeof readParts>): SongReading {
    const isAddress = whole.includes('://');
    const candidates = [
      ...(isAddress || whole.length >= this.chunks.length ? [whole] : []),
      // Without a size to prove it, the chunks stand alone only where nothing stands against them.
      ...(!this.isDamaged && (sizeBytes !== null || whole === '') ? [this.chunks] : []),
    ];
    for (const candidate of candidates) {
      const audio = readAudio(candidate, sizeBytes);
      if (audio) return { kind: 'song', audio, durationSeconds };
    }
    return { kind: 'failed', failure: noAudio(this.head.status) };
  }
}

function failed(message: string, status: number): SongReading {
  return { kind: 'failed', failure: unusable(message, status) };
}
