import type { Failure, FailureKind } from '../../failure.ts';
import type { Clip, PollOutcome, Snapshot, SubmitOutcome, TaskHandle } from '../../outcome.ts';
import type { Call, MusicProvider, SubmitCall } from '../../provider.ts';
import { callUpstream, type Upstream } from './call-upstream.ts';
import { scriptedCapabilities, type CapabilityChange } from './scripted-capabilities.ts';
import type { WireClip, WireSong } from './shape-song.ts';
import { wireRequest } from './wire-request.ts';

export interface ScriptedProviderOptions extends Upstream {
  readonly capabilities?: CapabilityChange;
}

type ScriptedTaskProvider = MusicProvider &
  Required<Pick<MusicProvider, 'poll' | 'find' | 'cancel' | 'close'>>;

/** A provider of the accepted-with-a-task shape that speaks to a scripted upstream. */
export function createScriptedTaskProvider(options: ScriptedProviderOptions): ScriptedTaskProvider {
  const capabilities = scriptedCapabilities(
    'scripted',
    {
      shape: 'task',
      repeatable: false,
      cancellable: true,
      callbacks: 'hint',
      outputLifetimeSeconds: 86_400,
    },
    options.capabilities,
  );
  return {
    capabilities,
    submit: (request, call) => submit(options, wireRequest(capabilities, request, call), call),
    poll: (handle, call) => poll(options, handle, call),
    find: (correlation, call) => find(options, correlation, call),
    cancel: (handle, call) => cancel(options, handle, call),
    close: () => Promise.resolve(),
  };
}

async function submit(upstream: Upstream, body: object, call: SubmitCall): Promise<SubmitOutcome> {
  const { signal } = call;
  const reply = await callUpstream(upstream, {
    phase: 'submit',
    method: 'POST',
    path: '/songs',
    body,
    signal,
  });
  if (reply.kind === 'failed') return reply;
  const { taskId } = reply.body;
  if (typeof taskId !== 'string' || taskId === '') {
    return { kind: 'failed', failure: noTaskId };
  }
  return { kind: 'accepted', handle: { taskId, data: {} } };
}

const noTaskId: Failure = {
  kind: 'bad-response',
  phase: 'submit',
  message: 'The provider accepted the song and named no task.',
  sideEffect: 'unknown',
  retryable: false,
  canFailOver: false,
};

async function poll(upstream: Upstream, handle: TaskHandle, { signal }: Call): Promise<PollOutcome> {
  const path = `/songs/${encodeURIComponent(handle.taskId)}`;
  const reply = await callUpstream(upstream, { phase: 'poll', method: 'GET', path, signal });
  if (reply.kind === 'failed') {
    // A look starts nothing, and the task it looks at was accepted.
    return { kind: 'failed', failure: { ...reply.failure, sideEffect: 'accepted', canFailOver: false } };
  }
  return { kind: 'seen', snapshot: readSnapshot(reply.body as unknown as WireSong) };
}

function readSnapshot(song: WireSong): Snapshot {
  const raw = String(song.status);
  const clips = (song.clips ?? []).map(readClip);
  switch (raw) {
    case 'queued':
    case 'running':
    case 'first':
      return { state: 'running', raw, progress: song.progress ?? null, clips };
    case 'succeeded':
      if (clips.length > 0 && clips.every((clip) => clip.audio)) return { state: 'succeeded', raw, clips };
      return { state: 'running', raw, progress: null, clips };
    case 'failed':
    case 'canceled':
      return { state: 'failed', raw, failure: taskFailure(raw, song.error?.code ?? 'unknown') };
    default:
      return { state: 'unrecognised', raw };
  }
}

function readClip(clip: WireClip, variantIndex: number): Clip {
  return {
    variantIndex,
    providerClipId: clip.id,
    title: clip.title ?? null,
    lyrics: clip.lyrics ?? null,
    durationSeconds: clip.durationSeconds ?? null,
    sections: [],
    streamUrl: clip.streamUrl ?? null,
    audio: clip.audioUrl ? { kind: 'url', url: clip.audioUrl } : null,
    cover: clip.coverUrl ? { kind: 'url', url: clip.coverUrl } : null,
    video: null,
    peaks: null,
    wav: null,
    stems: [],
  };
}

const taskFailures: Readonly<Record<string, FailureKind>> = {
  moderated: 'moderated',
  copyrighted: 'copyrighted',
  artist_name: 'artist-name',
  malformed_lyrics: 'malformed-lyrics',
};

function taskFailure(raw: string, code: string): Failure {
  const kind: FailureKind = raw === 'canceled' ? 'aborted' : (taskFailures[code] ?? 'upstream-fault');
  return {
    kind,
    phase: 'poll',
    message: `The provider could not finish the song (${code}).`,
    sideEffect: 'accepted',
    retryable: kind === 'upstream-fault',
    canFailOver: kind === 'upstream-fault',
    upstream: { code },
  };
}

async function find(upstream: Upstream, correlation: string, { signal }: Call): Promise<TaskHandle | null> {
  const path = `/songs?correlation=${encodeURIComponent(correlation)}`;
  const reply = await callUpstream(upstream, { phase: 'poll', method: 'GET', path, signal });
  if (reply.kind === 'failed') throw new Error(`The look-up failed: ${reply.failure.message}`);
  const { taskId } = reply.body;
  return typeof taskId === 'string' ? { taskId, data: {} } : null;
}

async function cancel(
  upstream: Upstream,
  handle: TaskHandle,
  { signal }: Call,
): Promise<{ stopped: boolean }> {
  const path = `/songs/${encodeURIComponent(handle.taskId)}/cancel`;
  const reply = await callUpstream(upstream, { phase: 'cancel', method: 'POST', path, body: {}, signal });
  return { stopped: reply.kind === 'json' && reply.body['stopped'] === true };
}
