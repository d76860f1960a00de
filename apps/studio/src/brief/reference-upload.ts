import { link } from '../api/query-client.ts';
import { explain } from '../api/engine.ts';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { createStore, useStore } from '../store.ts';
import { fileSize } from '../words/amounts.ts';
import { changeDraft } from './draft.ts';

const bytesMax = 50 * 1024 * 1024;
/** What the server can read, by the end of a name and by what a browser calls it. */
const readable = /\.(mp3|wav|flac|ogg|oga|opus|m4a|mp4)$/i;
const readableTypes = /^audio\/(mpeg|mp3|wav|x-wav|wave|vnd\.wave|flac|x-flac|ogg|opus|mp4|x-m4a|m4a)$/i;

/** For a file picker. */
export const acceptedFiles = 'audio/*,.mp3,.wav,.flac,.ogg,.opus,.m4a';

interface Upload {
  /** What is on its way; null when nothing is. */
  readonly name: string | null;
  /** How much of it has left, 0 to 1; null while that is not known. */
  readonly share: number | null;
  /** Why the last one did not arrive. */
  readonly problem: string | null;
}

const idle: Upload = { name: null, share: null, problem: null };
const upload = createStore<Upload>(idle);
let running: AbortController | null = null;

/** The one file that is being handed over. It goes on while other pages are looked at. */
export function useReferenceUpload(): Upload {
  return useStore(upload, (value) => value);
}

/** Hands a file over, in the place of one that is still on its way; the draft has it once the server has. */
export async function sendReference(file: File): Promise<void> {
  stopReference();
  const problem = fileFault(file);
  if (problem) return upload.set({ ...idle, problem });
  const { name } = file;
  const stop = new AbortController();
  running = stop;
  upload.set({ name, share: 0, problem: null });
  try {
    const { id, durationSeconds } = await link.client.uploads.create(file, {
      name,
      signal: stop.signal,
      onProgress: ({ share }) => {
        if (running === stop) upload.set({ name, share, problem: null });
      },
    });
    if (running !== stop) return;
    changeDraft({ reference: { kind: 'upload', id, name, durationSeconds } });
    announce(say('brief.reference.there', { name }));
    upload.set(idle);
  } catch (error) {
    if (running !== stop) return;
    link.reach.failed(error);
    upload.set({ ...idle, problem: explain(error) });
  }
}

export function stopReference(): void {
  running?.abort();
  running = null;
  upload.set(idle);
}

/** Why a file need not be sent at all; null when it may. */
function fileFault({ name, type, size }: Pick<File, 'name' | 'type' | 'size'>): string | null {
  if (!readable.test(name) && !readableTypes.test(type)) return say('brief.reference.type', { name });
  if (size === 0) return say('brief.reference.empty', { name });
  if (size > bytesMax) return say('brief.reference.large', { name, size: fileSize(size) });
  return null;
}

/** The audio among what was dropped or pasted; the first file where none is. */
export function fileIn(files: DataTransfer | null): File | null {
  const all = [...(files?.files ?? [])];
  return all.find((file) => fileFault(file) === null) ?? all[0] ?? null;
}
