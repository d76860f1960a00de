import type { Failure, MusicRequest, SubmitCall } from '@impresario/provider';
import { FormData, callFarEnd } from '@impresario/provider-kit';
import { readAnswer } from './envelope.ts';
import { fieldsOf, urlOf } from './fields.ts';
import type { Gateway } from './gateway.ts';

export type Handover =
  { readonly kind: 'ready'; readonly url: string } | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * The address where Suno fetches the reference audio: the one given, or that of our own file once it was handed over to the gateway's
 * file host. That is free and kept there for at least a day (docs, file-upload-api), so a failure has started nothing.
 */
export async function handOverReference(
  gateway: Gateway,
  request: MusicRequest,
  call: SubmitCall,
): Promise<Handover> {
  const { referenceKey, referenceAudioUrl } = request;
  if (referenceKey === null && referenceAudioUrl !== null) return { kind: 'ready', url: referenceAudioUrl };
  const file = await call.readReference?.().catch(() => null);
  if (!file)
    return failed({ kind: 'network', message: 'The reference audio could not be read.', retryable: true });
  const form = new FormData();
  const name = `${call.trackId}.${extensions[file.mimeType] ?? 'mp3'}`;
  form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.mimeType }), name);
  form.set('uploadPath', 'impresario');
  // A file of the same name is replaced, and a retry of this track brings the same bytes.
  form.set('fileName', name);
  const path = '/api/file-stream-upload';
  const reply = await callFarEnd(gateway.files, { method: 'POST', path, form, signal: call.signal });
  const answer = readAnswer(gateway.dialect, reply, 'submit');
  if (answer.kind === 'refused') return failed(answer.failure);
  const said = fieldsOf(answer.data);
  // The pages name it `downloadUrl`, some copies `fileUrl`.
  const url = said && (urlOf(said, 'downloadUrl') ?? urlOf(said, 'fileUrl'));
  if (url) return { kind: 'ready', url };
  return failed({
    kind: 'bad-response',
    message: 'The file host named no address for the reference audio.',
    retryable: true,
  });
}

const extensions: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
};

/** The song itself was not asked for yet, whatever became of the file. */
function failed(why: Pick<Failure, 'kind' | 'message' | 'retryable'> & Partial<Failure>): Handover {
  const retryable = why.retryable || ['network', 'bad-response', 'upstream-fault'].includes(why.kind);
  const none = { phase: 'submit', sideEffect: 'none', canFailOver: false } as const;
  return { kind: 'failed', failure: { ...why, ...none, retryable } };
}
