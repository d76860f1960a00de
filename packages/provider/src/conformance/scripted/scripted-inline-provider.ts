import type { Failure } from '../../failure.ts';
import type { Clip, SubmitOutcome } from '../../outcome.ts';
import type { MusicProvider, SubmitCall } from '../../provider.ts';
import { callUpstream, type Upstream } from './call-upstream.ts';
import { scriptedCapabilities } from './scripted-capabilities.ts';
import type { ScriptedProviderOptions } from './scripted-task-provider.ts';
import { wireRequest } from './wire-request.ts';

/** A provider of the inline shape: one request to the scripted upstream, the reply is the audio. */
export function createScriptedInlineProvider(options: ScriptedProviderOptions): MusicProvider {
  const capabilities = scriptedCapabilities(
    'scripted-inline',
    {
      shape: 'inline',
      repeatable: false,
      cancellable: true,
      callbacks: 'none',
      outputLifetimeSeconds: null,
    },
    options.capabilities,
  );
  return {
    capabilities,
    submit: (request, call) => submit(options, wireRequest(capabilities, request, call), call),
  };
}

async function submit(upstream: Upstream, body: object, call: SubmitCall): Promise<SubmitOutcome> {
  const { signal } = call;
  call.onProgress({ fraction: 0, stage: 'Asking the provider' });
  const reply = await callUpstream(upstream, {
    phase: 'submit',
    method: 'POST',
    path: '/render',
    body,
    signal,
  });
  if (reply.kind === 'failed') return reply;
  const clips = readClips(reply.body['clips']);
  if (!clips) return { kind: 'failed', failure: noAudio };
  call.onProgress({ fraction: 1, stage: 'Received' });
  return { kind: 'finished', clips };
}

const noAudio: Failure = {
  kind: 'output-invalid',
  phase: 'submit',
  message: 'The provider reported success and sent no audio.',
  sideEffect: 'accepted',
  retryable: false,
  canFailOver: false,
};

interface InlineClip {
  readonly id?: string;
  readonly title?: string;
  readonly durationSeconds?: number;
  readonly mimeType?: string;
  readonly audio?: string;
}

/** null unless every clip has audio. */
function readClips(value: unknown): Clip[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const clips = (value as InlineClip[]).map(readClip);
  return clips.every((clip) => clip.audio !== null) ? clips : null;
}

function readClip(clip: InlineClip, variantIndex: number): Clip {
  const bytes = new Uint8Array(Buffer.from(clip.audio ?? '', 'base64'));
  return {
    variantIndex,
    providerClipId: clip.id ?? null,
    title: clip.title ?? null,
    lyrics: null,
    durationSeconds: clip.durationSeconds ?? null,
    sections: [],
    streamUrl: null,
    audio: bytes.length > 0 ? { kind: 'bytes', bytes, mimeType: clip.mimeType ?? 'audio/mpeg' } : null,
    cover: null,
    video: null,
    peaks: null,
    wav: null,
    stems: [],
  };
}
