import type { Operation } from '@impresario/protocol';
import type { CallbackReader, CallbackReading, Snapshot } from '@impresario/provider';
import { verifyCallback } from './callback-signature.ts';
import { readFiles } from './clips.ts';
import type { Dialect } from './dialects.ts';
import { fieldOf, fieldsOf, listOf, numberOf, textOf, urlOf, type Fields } from './fields.ts';
import { running, succeeded, yieldOfFile, yieldOfLyrics, yieldOfTracks, type Yield } from './status.ts';
import { taskFailure } from './task-failure.ts';
import { taskIdOf } from './task-id.ts';
import { kindOf, type TaskKind } from './tasks.ts';

/** Reads what either gateway posts to us (CAL-2, CAL-3). */
export function createSunoCallbacks(dialect: Dialect, secret: string | null): CallbackReader {
  return {
    verify: (request) => verifyCallback(dialect, secret, request),
    taskIdOf,
    read: (payload, operation) => readCallback(dialect, payload, operation),
  };
}

/**
 * A wrong value, refused words and protected lyrics (docs.sunoapi.org and docs.kie.ai, callback pages, read 2026-09). Only the status
 * word of the record tells them apart, so the task is looked at.
 */
const severalReasons = 400;

function readCallback(dialect: Dialect, payload: unknown, operation: Operation): CallbackReading | null {
  const body = fieldsOf(payload);
  const taskId = taskIdOf(payload);
  const kind = kindOf(operation);
  if (!body || taskId === null || kind === null) return null;
  const inner = fieldsOf(body['data']) ?? {};
  const said = textOf(inner, 'callbackType') ?? textOf(body, 'callbackType');
  const type = said?.trim().toLowerCase().slice(0, 60) ?? null;
  const code = numberOf(body, 'code');
  const handle = { taskId, data: { kind } };
  if (code === severalReasons) return { handle, snapshot: { state: 'unrecognised', raw: `code ${code}` } };
  if (type === 'error' || (code !== null && code !== 200)) {
    const failed = { dialect, word: 'error', code: code === 200 ? null : code, phase: 'callback' } as const;
    return {
      handle,
      snapshot: { state: 'failed', raw: type ?? `code ${code}`, failure: taskFailure(failed) },
    };
  }
  return { handle, snapshot: snapshotOf(kind, type, body) };
}

function snapshotOf(kind: TaskKind, type: string | null, body: Fields): Snapshot {
  const made = yieldOf(kind, body);
  if (kind !== 'music') return made.isWhole ? succeeded(type ?? 'done', made) : running(type ?? 'posted', []);
  switch (type) {
    // The words are there, a song is not (GEN-5).
    case 'text':
      return running(type, []);
    // Without a type nothing says that these are all.
    case 'first':
    case null:
      return running(type ?? 'posted', made.clips);
    case 'audio':
    case 'complete':
      return made.isWhole ? succeeded(type, made) : running(type, made.clips);
    default:
      return { state: 'unrecognised', raw: type };
  }
}

/** What a callback brings. The file kinds do not say of which version they are: their clip is numbered 0. */
function yieldOf(kind: TaskKind, body: Fields): Yield {
  const inner = fieldsOf(body['data']) ?? {};
  switch (kind) {
    case 'music':
      return yieldOfTracks(tracksOf(body));
    case 'lyrics':
      return yieldOfLyrics(Array.isArray(body['data']) ? body['data'] : inner['data']);
    case 'stems':
      return yieldOfFile(readFiles('stems', fieldOf(inner, 'vocalRemovalInfo') ?? inner, 0));
    default:
      return yieldOfFile(readFiles(kind, inner, 0));
  }
}

/** The songs in any of the three forms: `data.data` a list, `data` a list, or one song in `data` or in the body itself. */
function tracksOf(body: Fields): readonly Fields[] {
  const { data } = body;
  if (Array.isArray(data)) return listOf(data);
  const inner = fieldsOf(data);
  if (inner && Array.isArray(inner['data'])) return listOf(inner['data']);
  const single = [inner && fieldsOf(inner['data']), inner, body];
  return single.filter((one): one is Fields => one !== null && isTrack(one)).slice(0, 1);
}

function isTrack(from: Fields): boolean {
  return urlOf(from, 'audioUrl') !== null || urlOf(from, 'streamAudioUrl') !== null;
}
