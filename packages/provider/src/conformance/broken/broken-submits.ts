import type { MusicProvider } from '../../provider.ts';
import { plainRequest } from '../scripted/scripted-subject.ts';
import { createScriptedTaskProvider } from '../scripted/scripted-task-provider.ts';
import { withFailure, type BrokenProviders } from './break-provider.ts';

const key = 'scripted-secret-key';

export const brokenSubmits: BrokenProviders = {
  'retries inside submit': {
    caughtBy: 'reset-after-body while submitting',
    break: (good) => ({
      ...good,
      async submit(request, call) {
        const first = await good.submit(request, call);
        return first.kind === 'failed' ? good.submit(request, call) : first;
      },
    }),
  },
  'asks twice to be sure': {
    caughtBy: 'exactly one POST',
    break: (good) => ({
      ...good,
      async submit(request, call) {
        await good.submit(request, call);
        return good.submit(request, call);
      },
    }),
  },
  'throws when a submit is answered with a page': {
    caughtBy: 'html while submitting',
    break: (good) => ({
      ...good,
      async submit(request, call) {
        const outcome = await good.submit(request, call);
        if (outcome.kind === 'failed' && outcome.failure.kind === 'bad-response')
          throw new SyntaxError('Unexpected <');
        return outcome;
      },
    }),
  },
  'invents a task id when the reply names none': {
    caughtBy: 'no task id is made up',
    break: (good) => ({
      ...good,
      async submit(request, call) {
        const outcome = await good.submit(request, call);
        if (outcome.kind !== 'failed' || outcome.failure.kind !== 'bad-response') return outcome;
        return { kind: 'accepted', handle: { taskId: `made-up-${call.trackId}`, data: {} } };
      },
    }),
  },
  'drops seed 0': {
    caughtBy: 'seed 0 and every other falsy value',
    break: (good) => ({
      ...good,
      submit: (request, call) => good.submit({ ...request, seed: request.seed || null }, call),
    }),
  },
  'sends what the model lacks': {
    caughtBy: 'a parameter the model lacks is left out',
    break: (good, options) => {
      const greedy = createScriptedTaskProvider({
        ...options,
        capabilities: { models: good.capabilities.models.map(honourAll) },
      });
      return { ...greedy, capabilities: good.capabilities };
    },
  },
  'leaks the key in a message': {
    caughtBy: 'each documented error',
    break: (good) => ({
      ...good,
      submit: (request, call) =>
        withFailure(good.submit(request, call), () => ({ message: `refused ${key}` })),
    }),
  },
  'repeats the prompt in a message': {
    caughtBy: 'each documented error',
    break: (good) => ({
      ...good,
      submit: (request, call) =>
        withFailure(good.submit(request, call), () => ({ message: `refused "${request.prompt}"` })),
    }),
  },
  'calls every fault harmless': {
    caughtBy: 'reset-after-body while submitting',
    break: (good) => ({
      ...good,
      submit: (request, call) =>
        withFailure(good.submit(request, call), () => ({ sideEffect: 'none' as const })),
    }),
  },
  'calls every fault unknown': {
    caughtBy: 'when nobody listens nothing was sent',
    break: (good) => ({
      ...good,
      submit: (request, call) =>
        withFailure(good.submit(request, call), () => ({
          sideEffect: 'unknown' as const,
          retryable: false,
          canFailOver: false,
        })),
    }),
  },
  'offers to ask again although a song may have started': {
    caughtBy: 'truncated-json while submitting',
    break: (good) => ({
      ...good,
      submit: (request, call) => withFailure(good.submit(request, call), () => ({ retryable: true })),
    }),
  },
  'takes half a reply for a task': {
    caughtBy: 'truncated-json while submitting',
    break: (good) => ({
      ...good,
      async submit(request, call) {
        const outcome = await good.submit(request, call);
        if (outcome.kind === 'failed' && outcome.failure.upstream?.status === 200) {
          return { kind: 'accepted', handle: { taskId: 'cut-of', data: {} } };
        }
        return outcome;
      },
    }),
  },
  'is deaf to an abort': {
    caughtBy: 'a submit that hangs',
    break: (good) => ({
      ...good,
      submit: (request, call) => good.submit(request, { ...call, signal: new AbortController().signal }),
      poll: (handle) => good.poll(handle, { signal: new AbortController().signal }),
    }),
  },
  'forgets the callback address': {
    caughtBy: 'the callback address is handed on',
    break: (good) => ({
      ...good,
      submit: (request, call) => good.submit(request, { ...call, callbackUrl: null }),
    }),
  },
  'lists a parameter that no request has': {
    caughtBy: 'capabilities are valid data',
    break: (good) => ({
      ...good,
      capabilities: {
        ...good.capabilities,
        models: good.capabilities.models.map((model) => ({ ...model, parameters: { tempo: 'native' } })),
      },
    }),
  },
  'names a default model it does not have': {
    caughtBy: 'capabilities are valid data',
    break: (good) => ({ ...good, capabilities: { ...good.capabilities, defaultModel: 'gone' } }),
  },
  'says inline and works with tasks': {
    caughtBy: 'delivery says the shape',
    break: (good) => ({
      ...good,
      capabilities: { ...good.capabilities, delivery: { ...good.capabilities.delivery, shape: 'inline' } },
    }),
  },
  'lists no model': {
    caughtBy: 'whatever a model cannot honour',
    break: (good) => ({
      ...good,
      capabilities: { ...good.capabilities, models: [] },
    }),
  },
};

function honourAll(model: MusicProvider['capabilities']['models'][number]) {
  const names = Object.keys(plainRequest);
  return { ...model, parameters: Object.fromEntries(names.map((name) => [name, 'native' as const])) };
}
