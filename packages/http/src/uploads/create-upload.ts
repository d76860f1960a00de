import type { UploadOutcome } from '@impresario/engine';
import { uploadSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation, type Call } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import { bodyTooLarge } from '../requests/read-bytes.ts';
import { createBodyReader, type BodyReader } from './body-reader.ts';
import { multipartBoundary, multipartFile } from './multipart-file.ts';
import { UploadFault } from './upload-fault.ts';

const FILE_BYTES_MAX = 50 * 1024 * 1024;
/** Boundaries, headers and small fields around the file. */
const AROUND_BYTES_MAX = 64 * 1024;

const formSchema = z.object({ file: z.string().meta({ format: 'binary' }) });

export const createUpload = operation({
  id: 'createUpload',
  method: 'post',
  path: '/v1/uploads',
  tag: 'Uploads',
  summary: 'Hand over reference audio',
  description:
    'One audio file of at most 50 MB, as a form or as the body itself. New tracks take its `id` as ' +
    '`referenceAssetId`. What it is, is seen from its content, not from its name.',
  access: 'user',
  rawBody: { 'multipart/form-data': formSchema, 'audio/*': null },
  replies: { 201: { description: 'Kept.', content: { 'application/json': uploadSchema } } },
  problems: ['validation_failed', 'payload_too_large', 'unsupported_media_type'],
  async handle(call) {
    const type = call.c.req.header('content-type') ?? '';
    const isForm = /^multipart\/form-data\b/i.test(type);
    if (!isForm && !/^audio\/[\w.+-]+/i.test(type)) {
      return refuse('unsupported_media_type', 'Send a form (`multipart/form-data`) or the audio itself.');
    }
    if (Number(call.c.req.header('content-length') ?? 0) > FILE_BYTES_MAX + AROUND_BYTES_MAX) {
      return bodyTooLarge(FILE_BYTES_MAX);
    }
    const boundary = isForm ? multipartBoundary(type) : null;
    if (isForm && boundary === null) return notAFile('names no boundary in its content type');
    const reader = createBodyReader(call.c.req.raw.body);
    const file = boundary === null ? reader.chunks() : multipartFile(reader.chunks(), boundary);
    return savedAnswer(call, reader, file);
  },
});

async function savedAnswer(
  { c, caller, services }: Call<unknown, unknown, unknown>,
  reader: BodyReader,
  file: AsyncIterable<Uint8Array>,
): Promise<Response | Refusal> {
  const outcome = await services.engine.saveUpload(caller, file).catch(faultOf);
  // A client reads its reply once it has sent its body; what is long is cut instead, with the connection.
  const headers: Readonly<Record<string, string>> = (await reader.drain(AROUND_BYTES_MAX))
    ? {}
    : { connection: 'close' };
  switch (outcome.kind) {
    case 'stored':
      return jsonReply(c, 201, outcome.upload, headers);
    case 'too-large':
      return bodyTooLarge(FILE_BYTES_MAX);
    case 'not-audio':
      return { ...notAFile(outcome.reason), headers };
  }
}

/** However deep the fault of the sender lies by now; anything else is not expected. */
function faultOf(error: unknown): UploadOutcome {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof UploadFault) return { kind: 'not-audio', reason: cause.message };
  }
  throw error;
}

function notAFile(reason: string): Refusal {
  return refuse('validation_failed', 'The upload was not kept; see `errors`.', {
    extra: { errors: [{ pointer: '/file', detail: reason }] },
  });
}
