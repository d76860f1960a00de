import type { Capabilities } from '@impresario/protocol';
import {
  emptyClip,
  type Clip,
  type MusicProvider,
  type ProviderRequest,
  type SubmitCall,
  type SubmitOutcome,
} from '@impresario/provider';
import { callFarEnd, failed, stoppedFailure, type Line } from './call.ts';
import { songSeconds, type FarEnd } from './far-end.ts';
import { chooseFailure, failureOf } from './failures.ts';

const paidFaults = ['refused', 'not sent', 'reply lost', 'request lost', 'silence after', 'throws'];

/** A provider whose reply is the song and is billed; each version is a call of its own. */
export function createPaidInlineProvider(far: FarEnd, line: Line, capabilities: Capabilities): MusicProvider {
  const { id } = capabilities;
  return {
    capabilities,
    async submit(request, call) {
      const { trackId, correlation } = call;
      const order = { provider: id, trackId, correlation, operation: request.operation, variants: 1 };
      const called = await callFarEnd<SubmitOutcome>(
        line,
        `${id} submit`,
        paidFaults,
        call,
        async (fault) => {
          if (fault === 'refused') return failed(chooseFailure('submit', far.dice));
          if (fault === 'not sent') return failed(failureOf('network', 'none', 'submit'));
          if (fault === 'request lost') return failed(failureOf('network', 'unknown', 'submit'));
          const job = await far.begin({ ...order, callbackUrl: null, isInline: true });
          if (fault === 'silence after') return null;
          if (fault === 'throws') throw new Error('The adapter met something it did not expect.');
          if (fault === 'reply lost') return failed(failureOf('network', 'unknown', 'submit'));
          return { answer: { kind: 'finished', clips: [clipOf(0, far.content(job, 0, 'audio'))] } };
        },
      );
      if (called.kind === 'answered') return called.value;
      return { kind: 'failed', failure: stoppedFailure(call.signal, called.wasSent) };
    },
  };
}

const renderSteps = 3;
const renderFaults = ['fails', 'throws', 'hangs'];

/** A provider in our own process, as the built-in composer: free, repeatable, the same song each time. */
export function createOwnProvider(far: FarEnd, line: Line, capabilities: Capabilities): MusicProvider {
  const { id } = capabilities;

  async function render(request: ProviderRequest, call: SubmitCall): Promise<SubmitOutcome> {
    for (let step = 1; step <= renderSteps; step += 1) {
      const called = await callFarEnd<'done' | 'failed'>(
        line,
        `${id} render`,
        renderFaults,
        call,
        async (fault) => {
          if (fault === 'throws') throw new Error('The composer met something it did not expect.');
          if (fault === 'hangs') return null;
          return { answer: fault ? 'failed' : 'done' };
        },
      );
      if (called.kind === 'stopped') return { kind: 'failed', failure: stoppedFailure(call.signal, false) };
      if (called.value === 'failed') {
        return { kind: 'failed', failure: failureOf('upstream-fault', 'none', 'submit') };
      }
      call.onProgress({ fraction: step / renderSteps, stage: `step ${step}` });
    }
    return { kind: 'finished', clips: songOf(request, call.trackId) };
  }

  function songOf(request: ProviderRequest, trackId: string): Clip[] {
    const bytes = (variant: number, part: string) => far.content({ taskId: `own ${trackId}` }, variant, part);
    if (request.operation === 'stems') {
      const stems = ['vocals', 'band'].map((name) => ({ name, audio: asArtifact(bytes(0, name)) }));
      return [{ ...emptyClip(0), stems }];
    }
    const variants = 'variants' in request ? request.variants : 1;
    return Array.from({ length: variants }, (_, variant) => clipOf(variant, bytes(variant, 'audio')));
  }

  return { capabilities, submit: render, operate: render };
}

function clipOf(variantIndex: number, bytes: Uint8Array): Clip {
  return {
    ...emptyClip(variantIndex),
    title: 'A song',
    durationSeconds: songSeconds,
    audio: asArtifact(bytes),
  };
}

function asArtifact(bytes: Uint8Array) {
  return { kind: 'bytes', bytes, mimeType: 'audio/mpeg' } as const;
}
