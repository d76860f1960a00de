import { makeMp3 } from '@impresario/provider/conformance';
import {
  emptyClip,
  type Artifact,
  type Clip,
  type Failure,
  type MusicProvider,
  type SideRequest,
  type SubmitOutcome,
} from '@impresario/provider';

/** What becomes of one request, as the fuzz run's dice say. */
type Fate = 'finished' | 'refused' | 'broken' | 'silent';

/** So that there is something to begin with. */
const SUCCESSES_FIRST = 24;

const failures: Readonly<Record<'refused' | 'broken', Failure>> = {
  refused: {
    kind: 'moderated',
    phase: 'submit',
    message: 'The words were refused.',
    sideEffect: 'none',
    retryable: false,
    canFailOver: false,
  },
  broken: {
    kind: 'upstream-fault',
    phase: 'submit',
    message: 'The provider broke down.',
    sideEffect: 'unknown',
    retryable: false,
    canFailOver: false,
  },
};

/**
 * An adapter as it is (its capabilities, its rules, its reading of callbacks) whose far end is in this process, so that
 * nothing leaves the machine. `fraction` decides what becomes of each request.
 */
export function inProcess(real: MusicProvider, fraction: () => number, shelf: Shelf): MusicProvider {
  const { capabilities, review, callbacks } = real;
  const hasTasks = capabilities.delivery.shape === 'task';
  let taskCount = 0;
  let workCount = 0;
  const finished = new Map<string, { clips: readonly Clip[]; result?: Finished['result'] }>();

  function fate(): Fate {
    if (workCount <= SUCCESSES_FIRST) return 'finished';
    const at = fraction();
    return at < 0.88 ? 'finished' : at < 0.94 ? 'refused' : at < 0.97 ? 'broken' : 'silent';
  }

  async function answer(made: Omit<Finished, 'kind'>, signal: AbortSignal): Promise<SubmitOutcome> {
    const chosen = fate();
    if (chosen === 'silent') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { kind: 'failed', failure: { ...failures.broken, kind: 'timeout' } };
    }
    if (chosen !== 'finished') return { kind: 'failed', failure: failures[chosen] };
    if (!hasTasks) return { kind: 'finished', ...made };
    taskCount += 1;
    const taskId = `${capabilities.id}-task-${taskCount}`;
    finished.set(taskId, { ...made, clips: made.clips.map((clip) => onShelf(clip, shelf)) });
    return { kind: 'accepted', handle: { taskId, data: { kind: 'music' } } };
  }

  return {
    capabilities,
    ...(review && { review }),
    ...(callbacks && { callbacks }),
    submit: ({ variants, title }, { signal }) =>
      answer({ clips: songs((workCount += 1), variants, title) }, signal),
    operate: (request, { signal }) => answer(besides((workCount += 1), request), signal),
    ...(hasTasks && {
      async poll({ taskId }) {
        const made = finished.get(taskId);
        if (!made) return { kind: 'seen', snapshot: { state: 'unrecognised', raw: 'unknown' } };
        return { kind: 'seen', snapshot: { state: 'succeeded', raw: 'done', ...made } };
      },
      cancel: async () => ({ stopped: true }),
    }),
  };
}

/** Files of tasks, by the address where they can be fetched: what is polled for is told by address. */
export type Shelf = Map<string, { readonly bytes: Uint8Array; readonly mimeType: string }>;

function onShelf(clip: Clip, shelf: Shelf): Clip {
  const put = (artifact: Artifact): Artifact => {
    if (artifact.kind === 'url') return artifact;
    const url = `https://files.example/${shelf.size}`;
    shelf.set(url, artifact);
    return { kind: 'url', url };
  };
  return {
    ...clip,
    audio: clip.audio && put(clip.audio),
    wav: clip.wav && put(clip.wav),
    video: clip.video && put(clip.video),
    stems: clip.stems.map(({ name, audio }) => ({ name, audio: put(audio) })),
  };
}

type Finished = Extract<SubmitOutcome, { kind: 'finished' }>;

function audio(label: string) {
  return { kind: 'bytes', bytes: makeMp3(1, label), mimeType: 'audio/mpeg' } as const;
}

function songs(number: number, variants: number, title: string | null): Clip[] {
  return Array.from({ length: variants }, (_, variantIndex) => ({
    ...emptyClip(variantIndex),
    providerClipId: `clip-${number}-${variantIndex}`,
    title,
    durationSeconds: 1,
    audio: audio(`song ${number} ${variantIndex}`),
  }));
}

function besides(number: number, request: SideRequest): Omit<Finished, 'kind'> {
  const clip = 'source' in request ? emptyClip(request.source.variantIndex) : emptyClip(0);
  switch (request.operation) {
    case 'stems':
      return { clips: [{ ...clip, stems: [{ name: 'vocals', audio: audio(`stem ${number}`) }] }] };
    case 'wav':
      return { clips: [{ ...clip, wav: audio(`wav ${number}`) }] };
    case 'video':
      return { clips: [{ ...clip, video: audio(`video ${number}`) }] };
    case 'persona':
      return { clips: [], result: { kind: 'persona', personaId: `persona-${number}` } };
    case 'lyrics':
      return { clips: [], result: { kind: 'lyrics', variants: [{ title: null, text: 'la la' }] } };
    case 'timestamped-lyrics':
      return { clips: [], result: { kind: 'timed-lyrics', words: [] } };
    case 'style':
      return { clips: [], result: { kind: 'style', text: 'soft' } };
  }
}
