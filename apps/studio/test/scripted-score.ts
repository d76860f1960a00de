import type { CreateTrackInput, Track } from '@impresario/protocol';
import { newTrack, newVersion } from './scripted-data.ts';

const stages = ['Reading the brief', 'Writing the form', 'Playing it', 'Mixing', 'Mastering'];

/** A change of a track, and how long after the one before it, in beats. */
interface Move {
  readonly afterBeats: number;
  readonly change: Partial<Track>;
}

/**
 * What shall become of a brief, by words in it: `[fail]` fails and refunds, `[hold]` stops halfway,
 * `[queue]` stays third in the queue, `[warn]` is finished with a note; everything else is finished.
 */
export function movesFor(request: CreateTrackInput): Move[] {
  const says = (word: string) => request.prompt.includes(`[${word}]`);
  if (says('queue')) return [{ afterBeats: 1, change: { queuePosition: 3 } }];
  const rehearsal = stages.map((stage, index): Move => ({
    afterBeats: 1,
    change: {
      status: 'processing',
      stage,
      queuePosition: null,
      progress: (index + 0.6) / stages.length,
      estimatedCompletionAt: new Date(Date.now() + 14_000).toISOString(),
    },
  }));
  if (says('hold')) return rehearsal.slice(0, 3);
  if (says('fail')) return [...rehearsal.slice(0, 2), { afterBeats: 1, change: failure() }];
  const seconds = request.durationSeconds ?? 60;
  const seed = request.seed ?? request.prompt.length;
  const versions = Array.from({ length: request.variants ?? 2 }, (_, index) =>
    newVersion(index, seconds, seed + index),
  );
  return [...rehearsal, { afterBeats: 1, change: { ...finished(), title: titleOf(request), versions } }];
}

function finished(): Partial<Track> {
  return { status: 'completed', stage: null, progress: 1, completedAt: new Date().toISOString() };
}

function failure(): Partial<Track> {
  return {
    status: 'failed',
    stage: null,
    creditsRefunded: 1,
    error: {
      code: 'PROVIDER_ERROR',
      message: 'The composer stumbled halfway through. Your credit has been returned.',
      retryable: true,
    },
  };
}

function titleOf({ title, prompt }: CreateTrackInput): string {
  if (title) return title;
  const words = prompt
    .replace(/[^\p{L}\s-]/gu, '')
    .split(/\s+/)
    .slice(0, 3)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function trackFor(request: CreateTrackInput): Track {
  return newTrack({
    prompt: request.prompt,
    title: request.title ?? null,
    lyrics: request.lyrics ?? null,
    styleTags: request.styleTags ?? [],
    seed: request.seed ?? request.prompt.length,
    warnings: request.prompt.includes('[warn]')
      ? [
          {
            type: 'unsupported',
            parameter: 'lyrics',
            message: 'The house composer plays but does not sing: the words shaped the form.',
          },
        ]
      : [],
  });
}
