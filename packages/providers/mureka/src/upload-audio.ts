import type { Failure, SubmitCall } from '@impresario/provider';
import { FormData, callFarEnd, type FarEnd } from '@impresario/provider-kit';
import { z } from 'zod';
import { failureOf, preparation, unusableReply } from './errors.ts';
import { bounds } from './models.ts';
import { idSchema } from './status.ts';

type Uploaded =
  { readonly kind: 'uploaded'; readonly id: string } | { readonly kind: 'failed'; readonly failure: Failure };

const replySchema = z.object({ id: idSchema });

const extensions: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/flac': 'flac',
};

/** Hands the request's reference audio over, which is free (`POST /v1/files/upload`). Every failure begins nothing. */
export async function uploadAudio(end: FarEnd, purpose: string, call: SubmitCall): Promise<Uploaded> {
  let audio: { bytes: Uint8Array; mimeType: string } | null;
  try {
    audio = (await call.readReference?.()) ?? null;
  } catch {
    audio = null;
  }
  if (!audio) return refused('The reference audio could not be read.');
  if (audio.bytes.byteLength > bounds.uploadBytesMax) {
    return refused('Mureka takes reference audio of at most 10 MB.');
  }
  const form = new FormData();
  form.append('purpose', purpose);
  const file = new Blob([new Uint8Array(audio.bytes)], { type: audio.mimeType });
  form.append('file', file, `${purpose}.${extensions[audio.mimeType] ?? 'mp3'}`);
  const { signal } = call;
  const reply = await callFarEnd(end, { method: 'POST', path: '/v1/files/upload', form, signal });
  if (reply.kind !== 'json' || reply.status >= 300) {
    return { kind: 'failed', failure: failureOf(reply, preparation) };
  }
  const read = replySchema.safeParse(reply.body);
  if (read.success) return { kind: 'uploaded', id: read.data.id };
  return { kind: 'failed', failure: unusableReply(preparation, reply.status) };
}

function refused(message: string): Uploaded {
  return {
    kind: 'failed',
    failure: {
      kind: 'invalid-request',
      phase: 'submit',
      message,
      sideEffect: 'none',
      retryable: false,
      canFailOver: false,
    },
  };
}
