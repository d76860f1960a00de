import type { Capabilities, OperationResult } from '@impresario/protocol';
import {
  emptyClip,
  type Clip,
  type MusicProvider,
  type PollOutcome,
  type ProviderRequest,
  type Snapshot,
  type SubmitCall,
  type SubmitOutcome,
  type TaskHandle,
} from '@impresario/provider';
import { callFarEnd, failed, stoppedFailure, type Line } from './call.ts';
import { callbackReader } from './callback-reader.ts';
import { songSeconds, type FarEnd } from './far-end.ts';
import { chooseFailure, failureOf } from './failures.ts';
import type { Job } from './job.ts';

const submitFaults = ['refused', 'not sent', 'reply lost', 'request lost', 'silence after', 'silence before'];
const pollFaults = ['refused', 'unknown word', 'silence'];

/** A provider that accepts and works on, as one node's adapter sees it. */
export function createTaskProvider(far: FarEnd, line: Line, capabilities: Capabilities): MusicProvider {
  const { id } = capabilities;

  async function start(request: ProviderRequest, call: SubmitCall): Promise<SubmitOutcome> {
    const order = {
      provider: id,
      trackId: call.trackId,
      correlation: call.correlation,
      operation: request.operation,
      variants: 'variants' in request ? request.variants : 1,
      callbackUrl: call.callbackUrl,
      isInline: false,
    };
    const called = await callFarEnd<SubmitOutcome>(
      line,
      `${id} submit`,
      submitFaults,
      call,
      async (fault) => {
        if (fault === 'refused') return failed(chooseFailure('submit', far.dice));
        if (fault === 'not sent') return failed(failureOf('network', 'none', 'submit'));
        if (fault === 'request lost') return failed(failureOf('network', 'unknown', 'submit'));
        if (fault === 'silence before') return null;
        const { taskId } = await far.begin(order);
        if (fault === 'silence after') return null;
        if (fault === 'reply lost') return failed(failureOf('network', 'unknown', 'submit'));
        return { answer: { kind: 'accepted', handle: { taskId, data: {} } } };
      },
    );
    if (called.kind === 'answered') return called.value;
    return { kind: 'failed', failure: stoppedFailure(call.signal, called.wasSent) };
  }

  const provider: MusicProvider = {
    capabilities,
    submit: start,
    operate: start,
    async poll({ taskId }, call) {
      const called = await callFarEnd<PollOutcome>(line, `${id} poll`, pollFaults, call, async (fault) => {
        if (fault === 'silence') return null;
        if (fault === 'refused')
          return { answer: { kind: 'failed', failure: chooseFailure('poll', far.dice) } };
        const unknown: Snapshot = { state: 'unrecognised', raw: 'marinating' };
        return { answer: { kind: 'seen', snapshot: fault ? unknown : snapshotOf(far.jobOf(id, taskId)) } };
      });
      if (called.kind === 'answered') return called.value;
      return { kind: 'failed', failure: failureOf('timeout', 'accepted', 'poll') };
    },
    async cancel({ taskId }, call) {
      await callFarEnd(line, `${id} cancel`, ['silence'], call, async (fault) => {
        const job = far.jobOf(id, taskId);
        if (job) far.cancel(job);
        return fault ? null : { answer: true };
      });
      return { stopped: true };
    },
    callbacks: callbackReader(capabilities, far),
  };
  return canFind(id) ? { ...provider, find: findWith(far, line, id) } : provider;
}

function canFind(id: string): boolean {
  return id === 'trusted';
}

function findWith(far: FarEnd, line: Line, id: string): NonNullable<MusicProvider['find']> {
  return async (correlation, call) => {
    const called = await callFarEnd<TaskHandle | null>(
      line,
      `${id} find`,
      ['silence'],
      call,
      async (fault) => {
        if (fault) return null;
        const job = far.jobByCorrelation(correlation);
        return { answer: job ? { taskId: job.taskId, data: {} } : null };
      },
    );
    if (called.kind === 'answered') return called.value;
    throw new Error('The look-up was stopped.');
  };
}

/** What a job shows of itself to whoever looks. */
export function snapshotOf(job: Job | undefined): Snapshot {
  if (!job) return { state: 'failed', raw: 'unknown', failure: failureOf('task-lost', 'accepted', 'poll') };
  switch (job.stage) {
    case 'queued':
    case 'text':
      return { state: 'running', raw: job.stage, progress: job.stage === 'text' ? 0.3 : null, clips: [] };
    case 'first':
      return { state: 'running', raw: 'first', progress: 0.6, clips: clipsOf(job, 1) };
    case 'failed':
    case 'cancelled': {
      const failure = job.failure ?? failureOf('upstream-fault', 'accepted', 'poll');
      return { state: 'failed', raw: job.stage, failure: { ...failure, retryable: job.stage === 'failed' } };
    }
    case 'complete': {
      const done = { state: 'succeeded', raw: 'complete', clips: clipsOf(job, Infinity) } as const;
      return job.operation === 'lyrics' ? { ...done, clips: [], result: words } : done;
    }
  }
}

const words: OperationResult = { kind: 'lyrics', variants: [{ title: 'A song', text: 'la la' }] };

/** Its clips, the first so many of them with audio. */
function clipsOf(job: Job, withAudio: number): Clip[] {
  const address = (variant: number, part: string) =>
    ({
      kind: 'url',
      url: `sim:${job.provider}/${job.taskId}/${variant}/${part}`,
      mimeType: 'audio/mpeg',
    }) as const;
  if (job.operation === 'stems') {
    const stems = ['vocals', 'band'].map((name) => ({ name, audio: address(0, name) }));
    return [{ ...emptyClip(0), stems }];
  }
  return Array.from({ length: job.variants }, (_, variant) => ({
    ...emptyClip(variant),
    providerClipId: `${job.taskId}-${variant}`,
    title: 'A song',
    durationSeconds: songSeconds,
    streamUrl: variant < withAudio ? `sim-stream:${job.taskId}/${variant}` : null,
    audio: variant < withAudio ? address(variant, 'audio') : null,
  }));
}
