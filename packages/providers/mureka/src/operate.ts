import {
  emptyClip,
  type Failure,
  type SideRequest,
  type SourceClip,
  type SubmitCall,
  type SubmitOutcome,
} from '@impresario/provider';
import { callFarEnd, type FarEnd } from '@impresario/provider-kit';
import { z } from 'zod';
import { failureOf, preparation, start, unusableReply } from './errors.ts';
import { timedWords } from './lyrics-sections.ts';
import { artifactAt, readChoices, type Choice } from './status.ts';
import { taskPath } from './task-path.ts';

const lyricsSchema = z.object({ title: z.string().nullable().catch(null), lyrics: z.string().min(1) });

/** Work beside a song. Lyrics are billed; words in time and lossless audio are read from the finished task for nothing. */
export async function operate(end: FarEnd, request: SideRequest, call: SubmitCall): Promise<SubmitOutcome> {
  switch (request.operation) {
    case 'lyrics':
      return writeLyrics(end, request.prompt, call);
    case 'timestamped-lyrics':
      return fromTask(end, request.source, call, (choice) => {
        const words = timedWords(choice.lyrics_sections);
        if (words.length === 0) return absent('Mureka has no timed words of this song.');
        return { kind: 'finished', clips: [], result: { kind: 'timed-lyrics', words } };
      });
    case 'wav':
      return fromTask(end, request.source, call, (choice) => {
        const wav = artifactAt(choice.wav_url, 'audio/wav');
        if (!wav) return absent('Mureka has no lossless audio of this song.');
        const clip = { ...emptyClip(request.source.variantIndex), providerClipId: choice.id, wav };
        return { kind: 'finished', clips: [clip] };
      });
    default:
      return absent(`Mureka does not offer ${request.operation}.`, 'unsupported');
  }
}

async function writeLyrics(end: FarEnd, prompt: string, { signal }: SubmitCall): Promise<SubmitOutcome> {
  const reply = await callFarEnd(end, {
    method: 'POST',
    path: '/v1/lyrics/generate',
    json: { prompt },
    signal,
  });
  if (reply.kind !== 'json' || reply.status >= 300) {
    return { kind: 'failed', failure: failureOf(reply, start) };
  }
  const read = lyricsSchema.safeParse(reply.body);
  if (!read.success) return { kind: 'failed', failure: unusableReply(start, reply.status) };
  const { title, lyrics: text } = read.data;
  return { kind: 'finished', clips: [], result: { kind: 'lyrics', variants: [{ title, text }] } };
}

/** Looks at the finished task again and at the one song in it that is meant. */
async function fromTask(
  end: FarEnd,
  source: SourceClip,
  { signal }: SubmitCall,
  use: (choice: Choice) => SubmitOutcome,
): Promise<SubmitOutcome> {
  if (source.provider !== 'mureka' || source.taskId === null) return absent('Mureka did not make this song.');
  const path = taskPath(source.taskId, source.taskData);
  const reply = await callFarEnd(end, { method: 'GET', path, signal });
  if (reply.kind !== 'json' || reply.status >= 300) {
    return { kind: 'failed', failure: failureOf(reply, preparation) };
  }
  const choices = readChoices(reply.body);
  const choice =
    choices.find(({ id }) => id !== null && id === source.clipId) ??
    choices.find(({ index }) => index === source.variantIndex);
  return choice ? use(choice) : absent('Mureka no longer has this song.');
}

function absent(message: string, kind: Failure['kind'] = 'invalid-request'): SubmitOutcome {
  return {
    kind: 'failed',
    failure: { kind, phase: 'submit', message, sideEffect: 'none', retryable: false, canFailOver: false },
  };
}
