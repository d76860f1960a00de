import {
  emptyClip,
  type MusicProvider,
  type MusicRequest,
  type SideRequest,
  type SubmitCall,
  type SubmitOutcome,
} from '@impresario/provider';
import { callFarEnd, openStream, transportFailure, type FarEnd } from '@impresario/provider-kit';
import { miniMaxCapabilities } from './capabilities.ts';
import { miniMaxPrices } from './prices.ts';
import { notSent } from './errors.ts';
import { referenceBytesMax } from './models.ts';
import { readStream } from './read-stream.ts';
import { isCover, writeBody, type DeliveryMode, type Reference } from './request.ts';
import { reviewRequest } from './review.ts';
import { readSong, type SongReading } from './status.ts';
import { writeLyrics } from './write-lyrics.ts';

export interface MiniMaxOptions {
  /** Bound to the region of its host. */
  readonly apiKey: string;
  readonly baseUrl?: string;
  readonly clock: { now(): Date };
  /** `stream` keeps bytes flowing through proxies that end silent connections; default `url`. */
  readonly mode?: DeliveryMode;
}

interface FarSide {
  readonly end: FarEnd;
  readonly mode: DeliveryMode;
  readonly now: () => Date;
}

const path = '/v1/music_generation';
/** Nothing comes until the song is done, and long ones took five minutes; the vendor's own program waits ten. */
const silentMs = 600_000;
/** The first chunk took over a minute on older models. */
const streamIdleMs = 120_000;
const replyBytesMax = 64 * 1024 * 1024;

/** The adapter of MiniMax's music API (PRO-1): one call, and its reply is one song. */
export function createMiniMaxProvider(options: MiniMaxOptions): MusicProvider {
  const { apiKey, clock, baseUrl = 'https://api.minimax.io', mode = 'url' } = options;
  const side: FarSide = {
    end: { baseUrl: baseUrl.replace(/\/+$/, ''), headers: { authorization: `Bearer ${apiKey}` } },
    mode,
    now: () => clock.now(),
  };
  return {
    capabilities: miniMaxCapabilities(mode === 'url'),
    callPrices: miniMaxPrices,
    review: reviewRequest,
    submit: (request, call) => submit(side, request, call),
    operate: (request, call) => operate(side, request, call),
  };
}

async function submit(side: FarSide, request: MusicRequest, call: SubmitCall): Promise<SubmitOutcome> {
  if (request.operation !== 'generate' && request.operation !== 'cover') return notOffered;
  let reference: Reference | null = null;
  if (isCover(request)) {
    const read = await readReference(request, call);
    if (typeof read === 'string') return { kind: 'failed', failure: notSent(read) };
    reference = read;
  }
  const reading = await askForSong(side, writeBody(request, side.mode, reference), call.signal);
  if (reading.kind === 'failed') return reading;
  const { audio, durationSeconds } = reading;
  const isSung = isCover(request) || request.hasVocals !== false;
  const lyrics = isSung ? request.lyrics : null;
  return { kind: 'finished', clips: [{ ...emptyClip(0), lyrics, durationSeconds, audio }] };
}

async function askForSong(
  { end, mode, now }: FarSide,
  json: object,
  signal: AbortSignal,
): Promise<SongReading> {
  const request = { method: 'POST', path, json, signal } as const;
  if (mode !== 'stream') {
    const reply = await callFarEnd(end, { ...request, idleMs: silentMs, bytesMax: replyBytesMax });
    return readSong(reply, now());
  }
  const headers = { accept: 'text/event-stream' };
  const opened = await openStream(end, { ...request, headers, idleMs: streamIdleMs });
  if (opened.kind !== 'stream') return { kind: 'failed', failure: transportFailure(opened, 'submit') };
  return readStream(opened, signal, now());
}

/** The audio of a cover, or why there is none. */
async function readReference(request: MusicRequest, call: SubmitCall): Promise<Reference | string> {
  if (request.referenceAudioUrl !== null) return { audio_url: request.referenceAudioUrl };
  let audio: { bytes: Uint8Array } | null;
  try {
    audio = (await call.readReference?.()) ?? null;
  } catch {
    audio = null;
  }
  if (!audio) return 'The audio to be covered could not be read.';
  if (audio.bytes.byteLength > referenceBytesMax) return 'MiniMax takes audio of at most 50 MB.';
  return { audio_base64: Buffer.from(audio.bytes).toString('base64') };
}

async function operate(
  { end, now }: FarSide,
  request: SideRequest,
  call: SubmitCall,
): Promise<SubmitOutcome> {
  return request.operation === 'lyrics' ? writeLyrics(end, request.prompt, call, now) : notOffered;
}

const notOffered: SubmitOutcome = {
  kind: 'failed',
  failure: notSent('MiniMax does not offer this.', 'unsupported'),
};
