import type { Failure, SideRequest, SourceClip, SubmitOutcome } from '@impresario/provider';
import { unsendable } from './errors.ts';
import { post } from './gateway.ts';
import { readPersona, readStyle, readTimedLyrics } from './side-results.ts';
import { lengthOf } from './song-words.ts';
import { startTask, type GatewayCall } from './start-task.ts';
import type { TaskKind } from './tasks.ts';

/** A source as both gateways want it named. */
interface NamedClip {
  readonly taskId: string;
  readonly audioId: string;
}

/** One page says 200 words, the other 200 characters; what keeps to the shorter is accepted by both. */
const lyricsPromptChars = 200;

/** Starts work beside a song, or answers it at once where Suno does. */
export function operateSuno(request: SideRequest, call: GatewayCall): Promise<SubmitOutcome> | SubmitOutcome {
  switch (request.operation) {
    case 'lyrics':
      return startLyrics(request.prompt, call);
    case 'style':
      return answer(call, '/api/v1/style/generate', { content: request.text }, readStyle);
    case 'stems':
      return withSource(request.source, (clip) => {
        const type = request.mode === 'all' ? 'split_stem' : 'separate_vocal';
        return startFile(call, 'stems', '/api/v1/vocal-removal/generate', { ...clip, type }, request.source);
      });
    case 'wav':
      return withSource(request.source, (clip) =>
        startFile(call, 'wav', '/api/v1/wav/generate', clip, request.source),
      );
    case 'video':
      return withSource(request.source, (clip) =>
        startFile(call, 'mp4', '/api/v1/mp4/generate', clip, request.source),
      );
    case 'persona':
      return withSource(request.source, (clip) => {
        const { name, description } = request;
        return answer(call, '/api/v1/generate/generate-persona', { ...clip, name, description }, readPersona);
      });
    case 'timestamped-lyrics':
      return withSource(request.source, (clip) =>
        answer(call, '/api/v1/generate/get-timestamped-lyrics', { ...clip }, readTimedLyrics),
      );
  }
}

/** Suno works on its own songs only. */
function withSource(
  { provider, taskId, clipId }: SourceClip,
  start: (clip: NamedClip) => Promise<SubmitOutcome>,
): Promise<SubmitOutcome> | SubmitOutcome {
  if (provider !== 'suno' || taskId === null || clipId === null) {
    return failed(unsendable('Suno can do this with songs of its own only.'));
  }
  return start({ taskId, audioId: clipId });
}

function startLyrics(prompt: string, call: GatewayCall): Promise<SubmitOutcome> | SubmitOutcome {
  const length = lengthOf(prompt);
  if (length > lyricsPromptChars) {
    return failed(
      unsendable(
        `The prompt is ${length} characters long; Suno takes at most ${lyricsPromptChars} for lyrics.`,
      ),
    );
  }
  return startTask(call, '/api/v1/lyrics', { prompt }, { kind: 'lyrics' });
}

function startFile(
  call: GatewayCall,
  kind: TaskKind,
  path: string,
  body: object,
  { variantIndex }: SourceClip,
): Promise<SubmitOutcome> {
  return startTask(call, path, body, { kind, variantIndex });
}

/** One POST that is answered with the result. */
async function answer(
  { gateway, signal }: GatewayCall,
  path: string,
  body: object,
  read: (data: unknown) => SubmitOutcome,
): Promise<SubmitOutcome> {
  const answered = await post(gateway, path, body, signal);
  return answered.kind === 'refused' ? failed(answered.failure) : read(answered.data);
}

function failed(failure: Failure): SubmitOutcome {
  return { kind: 'failed', failure };
}
