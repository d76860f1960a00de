import type { Artifact, Failure } from '@impresario/provider';
import type { FarReply } from '@impresario/provider-kit';
import { z } from 'zod';
import { codeFailure, noAudio, replyFailure, unusable, type JsonReply } from './errors.ts';

export type SongReading =
  | { readonly kind: 'song'; readonly audio: Artifact; readonly durationSeconds: number | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

const text = z.string().catch('');
const amount = z.number().positive().nullable().catch(null);

/** Nothing is coerced: an absent code must not pass for 0. */
const codeSchema = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);
const baseSchema = z.object({ base_resp: z.object({ status_code: codeSchema, status_msg: text }) });

/** Only what is used; the field of an address and the names of sizes differ between readings of the API. */
const songSchema = z.object({
  data: z
    .object({ status: z.number().nullable().catch(null), audio: text, audio_url: text })
    .catch({ status: null, audio: '', audio_url: '' }),
  audio: text,
  audio_url: text,
  extra_info: z
    .object({ music_duration: amount, audio_length: amount, music_size: amount, audio_size: amount })
    .catch({ music_duration: null, audio_length: null, music_size: null, audio_size: null }),
});

export interface SongParts {
  /** 1: not finished, 2: finished; null where the reply does not say. */
  readonly status: number | null;
  /** Hex digits or an address; empty when there is none. */
  readonly audio: string;
  readonly sizeBytes: number | null;
  readonly durationSeconds: number | null;
}

/** The failure a body declares; null when it declares success, or nothing at all. */
export function readDeclared(reply: JsonReply, now: Date): Failure | 'success' | null {
  const { data } = baseSchema.safeParse(reply.body);
  if (!data) return null;
  const { status_code: code, status_msg: said } = data.base_resp;
  return code === 0 ? 'success' : codeFailure(code, said, reply, now);
}

export function readParts(body: unknown): SongParts {
  const { data: reply } = songSchema.safeParse(body);
  if (!reply) return { status: null, audio: '', sizeBytes: null, durationSeconds: null };
  const { data, extra_info: extra } = reply;
  const ms = extra.music_duration ?? extra.audio_length;
  return {
    status: data.status,
    audio: [data.audio, data.audio_url, reply.audio, reply.audio_url].find((value) => value !== '') ?? '',
    sizeBytes: extra.music_size ?? extra.audio_size,
    durationSeconds: ms === null ? null : ms / 1000,
  };
}

/** Hex digits or an address as a file; null unless it is whole (odd digits, strange digits, another size are not). */
export function readAudio(audio: string, sizeBytes: number | null): Artifact | null {
  if (/^https?:\/\//i.test(audio)) return { kind: 'url', url: audio, mimeType: 'audio/mpeg' };
  // Buffer.from stops at the first strange digit and says nothing, and takes some letters of other alphabets for digits.
  const isWhole = audio !== '' && audio.length % 2 === 0 && !/[^0-9a-fA-F]/.test(audio);
  if (!isWhole || (sizeBytes !== null && audio.length / 2 !== sizeBytes)) return null;
  return { kind: 'bytes', bytes: new Uint8Array(Buffer.from(audio, 'hex')), mimeType: 'audio/mpeg' };
}

/** What the one reply says of the song: an error may come with HTTP 200. Never throws. */
export function readSong(reply: FarReply, now: Date): SongReading {
  if (reply.kind !== 'json') return { kind: 'failed', failure: replyFailure(reply) };
  const { body, status } = reply;
  const declared = readDeclared(reply, now);
  if (declared !== null && declared !== 'success') return { kind: 'failed', failure: declared };
  if (status < 200 || status >= 300) return { kind: 'failed', failure: replyFailure(reply) };
  if (declared === null) {
    return { kind: 'failed', failure: unusable('The answer of MiniMax could not be used.', status) };
  }
  const parts = readParts(body);
  // It looks like a task, but there is nothing to ask for it by.
  if (parts.status !== null && parts.status !== 2) {
    return { kind: 'failed', failure: unusable('MiniMax answered before the song was done.', status) };
  }
  const audio = readAudio(parts.audio, parts.sizeBytes);
  if (!audio) return { kind: 'failed', failure: noAudio(status) };
  return { kind: 'song', audio, durationSeconds: parts.durationSeconds };
}
