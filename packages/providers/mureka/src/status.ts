import { emptyClip, type Artifact, type Clip, type Failure, type Snapshot } from '@impresario/provider';
import { z } from 'zod';
import { listOf, lyricsText, sectionsSchema, timedSections } from './lyrics-sections.ts';

type Meaning = 'running' | 'succeeded' | 'failed';

/** Mureka's status words (platform.mureka.ai and .cn, read 2026-10); two more spellings as integrators guard them. */
const meanings: Readonly<Record<string, Meaning>> = {
  preparing: 'running',
  queued: 'running',
  running: 'running',
  streaming: 'running',
  // After the song is made; the Chinese service only.
  reviewing: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  timeouted: 'failed',
  timeout: 'failed',
  cancelled: 'failed',
  canceled: 'failed',
};

/** An id is a numeric-looking string in most replies and a number in some. A number too large to be exact is none. */
export const idSchema = z
  .union([z.string(), z.number().refine(Number.isSafeInteger)])
  .transform(String)
  // It becomes part of an address.
  .refine((id) => /^[\w:-][\w.:-]{0,199}$/.test(id));

const text = z.string().nullable().catch(null);

const choiceSchema = z.object({
  index: z.int().min(0).nullable().catch(null),
  id: idSchema.nullable().catch(null),
  url: text,
  wav_url: text,
  stream_url: text,
  duration: z.number().positive().nullable().catch(null),
  lyrics_sections: sectionsSchema,
});
export type Choice = z.output<typeof choiceSchema>;

const taskSchema = z.object({ status: z.string(), choices: listOf(choiceSchema) });

/** The choices of a task's reply; none when it is no such reply. */
export function readChoices(body: unknown): readonly Choice[] {
  return taskSchema.safeParse(body).data?.choices ?? [];
}

/** What the reply to a look says; null when it is no task at all. Never throws. */
export function readTask(body: unknown): Snapshot | null {
  const { data: task } = taskSchema.safeParse(body);
  if (!task) return null;
  const raw = task.status.replace(/[^\w-]/g, '').slice(0, 40) || 'unreadable';
  const meaning = Object.hasOwn(meanings, task.status) ? meanings[task.status] : undefined;
  const clips = readClips(task.choices);
  switch (meaning) {
    case 'running':
      return { state: 'running', raw, progress: null, clips };
    case 'succeeded': {
      const finished = clips.filter(({ audio }) => audio !== null);
      if (finished.length > 0) return { state: 'succeeded', raw, clips: finished };
      return { state: 'running', raw, progress: null, clips };
    }
    case 'failed':
      return { state: 'failed', raw, failure: taskFailure(raw) };
    case undefined:
      return { state: 'unrecognised', raw };
  }
}

/** An address that can be fetched. */
export function artifactAt(url: string | null, mimeType: string): Artifact | null {
  return isAddress(url) ? { kind: 'url', url, mimeType } : null;
}

function isAddress(text: string | null): text is string {
  return text !== null && /^https?:\/\/./i.test(text);
}

function readClips(choices: readonly Choice[]): Clip[] {
  const indices = choices.map(({ index }) => index);
  const areSound = !indices.includes(null) && new Set(indices).size === indices.length;
  return choices.map((choice, position) => ({
    ...emptyClip((areSound ? choice.index : null) ?? position),
    providerClipId: choice.id,
    lyrics: lyricsText(choice.lyrics_sections),
    durationSeconds: choice.duration === null ? null : choice.duration / 1000,
    sections: timedSections(choice.lyrics_sections),
    streamUrl: isAddress(choice.stream_url) ? choice.stream_url : null,
    audio: artifactAt(choice.url, 'audio/mpeg'),
  }));
}

/**
 * The vocabulary of `failed_reason` is not documented, so it is neither read nor repeated. Whether a failed task is
 * billed is not documented either, and the reason may be the words of the song: nothing is tried again by itself.
 */
function taskFailure(word: string): Failure {
  const isTimeout = word.startsWith('timeout');
  return {
    kind: isTimeout ? 'timeout' : 'upstream-fault',
    phase: 'poll',
    message: isTimeout
      ? 'Mureka gave up the song after its own deadline.'
      : 'Mureka could not make the song.',
    sideEffect: 'accepted',
    retryable: false,
    canFailOver: false,
    upstream: { code: word },
  };
}
