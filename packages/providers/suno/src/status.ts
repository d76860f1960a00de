import type { OperationResult } from '@impresario/protocol';
import type { Clip, Snapshot, TaskHandle } from '@impresario/provider';
import { isWhole, readFiles, readLyricVariants, readTracks } from './clips.ts';
import type { Dialect } from './dialects.ts';
import { fieldOf, fieldsOf, listOf, numberOf, textOf, type Fields } from './fields.ts';
import { taskFailure } from './task-failure.ts';
import { taskFacts, taskOf, type TaskKind } from './tasks.ts';

/** What a task has made so far. */
export interface Yield {
  readonly clips: readonly Clip[];
  readonly result?: OperationResult;
  readonly isWhole: boolean;
}

/** What record-info's `data` says of a task; null when it is not readable at all. Never throws. */
export function readRecord(dialect: Dialect, handle: TaskHandle, data: unknown): Snapshot | null {
  // Right after a submit the record is not there yet.
  if (data === null || data === undefined) return running('no-record', []);
  const record = fieldsOf(data);
  if (!record) return null;
  const { kind, variantIndex } = taskOf(handle);
  const facts = taskFacts[kind];
  const word = wordOf(record, facts.field);
  const made = withoutWords(record, readYield(kind, record['response'], variantIndex));
  if (word === null) return running('no-status', made.clips);
  if (facts.running.includes(word)) return running(word, made.clips);
  if (facts.failed.includes(word)) {
    const code = numberOf(record, 'errorCode');
    return { state: 'failed', raw: word, failure: taskFailure({ dialect, word, code, phase: 'poll' }) };
  }
  // "Done" with a file missing was seen to be mended at a later look. A failed notice to us says nothing of the work.
  if (word === 'SUCCESS' || word === 'CALLBACK_EXCEPTION')
    return made.isWhole ? succeeded(word, made) : running(word, made.clips);
  return { state: 'unrecognised', raw: word };
}

/** What stands in the `response` of a record. The quickstart shows its songs as `data`, the reference and real answers as `sunoData`. */
function readYield(kind: TaskKind, response: unknown, variantIndex: number): Yield {
  const from = fieldsOf(response) ?? {};
  switch (kind) {
    case 'music':
      return yieldOfTracks(listOf(fieldOf(from, 'sunoData') ?? from['data']));
    case 'lyrics':
      return yieldOfLyrics(from['data']);
    default:
      return yieldOfFile(readFiles(kind, from, variantIndex));
  }
}

/** In an instrumental the words beside a song are no lyrics but what it was asked with; `param` repeats the request as JSON text. */
function withoutWords(record: Fields, made: Yield): Yield {
  const param = textOf(record, 'param');
  if (param === null || !/"instrumental"\s*:\s*true/.test(param)) return made;
  return { ...made, clips: made.clips.map((clip) => ({ ...clip, lyrics: null })) };
}

export function yieldOfTracks(tracks: readonly Fields[]): Yield {
  const clips = readTracks(tracks);
  return { clips, isWhole: isWhole(clips) };
}

export function yieldOfLyrics(items: unknown): Yield {
  const variants = readLyricVariants(items);
  return { clips: [], result: { kind: 'lyrics', variants: [...variants] }, isWhole: variants.length > 0 };
}

export function yieldOfFile(clip: Clip | null): Yield {
  return { clips: clip ? [clip] : [], isWhole: clip !== null };
}

export function running(raw: string, clips: readonly Clip[]): Snapshot {
  // Suno tells no progress, and none is made up.
  return { state: 'running', raw, progress: null, clips };
}

export function succeeded(raw: string, { clips, result }: Yield): Snapshot {
  return { state: 'succeeded', raw, clips, ...(result && { result }) };
}

/** The status word, short enough for a log; null when there is none. */
function wordOf(record: Fields, field: 'status' | 'successFlag'): string | null {
  const value = fieldOf(record, field);
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const word = String(value).trim().slice(0, 60);
  return word === '' ? null : word;
}
