import type { Upload } from '@impresario/protocol';
import { StorageError, type ReceivedBlob } from '@impresario/storage';
import { endingOf } from '../assets/file-types.ts';
import { inspectAudio } from '../assets/inspect-audio.ts';
import type { Core } from '../core.ts';
import { ensureProfile } from '../credits/ensure-profile.ts';
import type { UploadOutcome } from '../engine.ts';
import type { Caller } from '../ports.ts';

const bytesMax = 50 * 1024 * 1024;

/** Takes a user's reference audio in: at most 50 MB, and audio by its content, whatever it was called. */
export async function saveUpload(
  core: Core,
  caller: Caller,
  body: AsyncIterable<Uint8Array>,
): Promise<UploadOutcome> {
  let received: ReceivedBlob;
  try {
    received = await core.blobs.receive(body, { bytesMax });
  } catch (error) {
    if (error instanceof StorageError && error.code === 'too_large') return { kind: 'too-large' };
    throw error;
  }
  try {
    if (received.bytes === 0) return { kind: 'not-audio', reason: 'it is empty' };
    const inspection = await inspectAudio(received, null);
    if (inspection.kind === 'damaged') return { kind: 'not-audio', reason: inspection.reason };
    return { kind: 'stored', upload: await keep(core, caller, received, inspection) };
  } finally {
    await received.discard();
  }
}

async function keep(
  core: Core,
  caller: Caller,
  received: ReceivedBlob,
  { mimeType, durationSeconds }: { readonly mimeType: string; readonly durationSeconds: number },
): Promise<Upload> {
  const now = core.clock.now();
  const id = core.dice.id(now);
  const key = `uploads/${id}.${endingOf(mimeType)}`;
  const { bytes, sha256 } = await received.keep(key, { mimeType });
  await ensureProfile(core, caller, now);
  await core.db.kysely
    .insertInto('uploads')
    .values({
      id,
      user_id: caller.userId,
      key,
      mime_type: mimeType,
      bytes,
      sha256,
      duration_seconds: durationSeconds,
      created_at: now,
    })
    .execute();
  const createdAt = now.toISOString();
  return { id, object: 'upload', mimeType, bytes, sha256, durationSeconds, createdAt };
}
