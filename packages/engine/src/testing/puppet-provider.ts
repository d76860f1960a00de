import { makeMp3 } from '@impresario/provider/conformance';
import type { Clip, MusicProvider, MusicRequest, SubmitCall, SubmitOutcome } from '@impresario/provider';
import { createScriptedInlineProvider, type CapabilityChange } from '@impresario/provider/conformance';

/** One call of `submit` that waits for the test to answer it. */
export interface PuppetCall {
  readonly request: MusicRequest;
  readonly call: SubmitCall;
  answer(outcome: SubmitOutcome): void;
  throwError(error: Error): void;
}

export interface Puppet {
  readonly provider: MusicProvider;
  readonly calls: readonly PuppetCall[];
  /** Answers every call from now on at once; null: they wait again. */
  always(outcome: ((call: PuppetCall) => SubmitOutcome) | null): void;
}

/** An inline provider in this process, like the built-in composer, that answers when the test says so. */
export function createPuppetProvider(capabilities: CapabilityChange = {}, heedsAbort = true): Puppet {
  const plain = createScriptedInlineProvider({
    baseUrl: 'http://127.0.0.1:1',
    apiKey: '',
    capabilities: { id: 'puppet', ...capabilities, delivery: { repeatable: true, ...capabilities.delivery } },
  });
  const calls: PuppetCall[] = [];
  let choose: ((call: PuppetCall) => SubmitOutcome) | null = null;

  function submit(request: MusicRequest, call: SubmitCall): Promise<SubmitOutcome> {
    return new Promise((resolve, reject) => {
      const made: PuppetCall = { request, call, answer: resolve, throwError: reject };
      calls.push(made);
      if (choose) resolve(choose(made));
      if (!heedsAbort) return;
      if (call.signal.aborted) resolve(stopped(call.signal));
      call.signal.addEventListener('abort', () => resolve(stopped(call.signal)));
    });
  }

  return {
    provider: { capabilities: plain.capabilities, submit },
    calls,
    always: (outcome) => (choose = outcome),
  };
}

function stopped(signal: AbortSignal): SubmitOutcome {
  const kind = signal.reason === 'deadline' ? ('timeout' as const) : ('aborted' as const);
  return {
    kind: 'failed',
    failure: {
      kind,
      phase: 'submit',
      message: 'The render was stopped.',
      sideEffect: 'none',
      retryable: false,
      canFailOver: true,
    },
  };
}

/** A finished song of one clip, its audio in memory. */
export function song(change: Partial<Clip> = {}): SubmitOutcome {
  return { kind: 'finished', clips: [clip(change)] };
}

export function clip(change: Partial<Clip> = {}): Clip {
  const variantIndex = change.variantIndex ?? 0;
  return {
    variantIndex,
    providerClipId: `clip-${variantIndex}`,
    title: 'A song',
    lyrics: null,
    durationSeconds: 2,
    streamUrl: null,
    audio: { kind: 'bytes', bytes: makeMp3(2, `song ${variantIndex}`), mimeType: 'audio/mpeg' },
    cover: null,
    video: null,
    peaks: null,
    wav: null,
    stems: [],
    ...change,
  };
}
