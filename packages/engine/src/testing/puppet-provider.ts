import { makeMp3 } from '@impresario/provider/conformance';
import {
  emptyClip,
  type Clip,
  type MusicProvider,
  type MusicRequest,
  type SideRequest,
  type SubmitCall,
  type SubmitOutcome,
} from '@impresario/provider';
import { createScriptedInlineProvider, type CapabilityChange } from '@impresario/provider/conformance';

/** One call of `submit` or `operate` that waits for the test to answer it. */
export interface PuppetCall<Request = MusicRequest> {
  readonly request: Request;
  readonly call: SubmitCall;
  answer(outcome: SubmitOutcome): void;
  throwError(error: Error): void;
}

export interface Puppet {
  readonly provider: MusicProvider;
  readonly calls: readonly PuppetCall[];
  /** Calls for work beside songs. */
  readonly works: readonly PuppetCall<SideRequest>[];
  /** Answers every song from now on at once; null: they wait again. */
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
  const works: PuppetCall<SideRequest>[] = [];
  let choose: ((call: PuppetCall) => SubmitOutcome) | null = null;

  function wait<Request>(
    list: PuppetCall<Request>[],
    request: Request,
    call: SubmitCall,
    answer: ((made: PuppetCall<Request>) => SubmitOutcome) | null,
  ): Promise<SubmitOutcome> {
    return new Promise((resolve, reject) => {
      const made = { request, call, answer: resolve, throwError: reject };
      list.push(made);
      if (answer) resolve(answer(made));
      if (!heedsAbort) return;
      if (call.signal.aborted) resolve(stopped(call.signal));
      call.signal.addEventListener('abort', () => resolve(stopped(call.signal)));
    });
  }

  return {
    provider: {
      capabilities: plain.capabilities,
      submit: (request, call) => wait(calls, request, call, choose),
      operate: (request, call) => wait(works, request, call, null),
    },
    calls,
    works,
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
    ...emptyClip(variantIndex),
    providerClipId: `clip-${variantIndex}`,
    title: 'A song',
    durationSeconds: 2,
    audio: mp3(`song ${variantIndex}`),
    ...change,
  };
}

/** Two seconds of audio in memory, its bytes different for each label. */
export function mp3(label: string) {
  return { kind: 'bytes', bytes: makeMp3(2, label), mimeType: 'audio/mpeg' } as const;
}
