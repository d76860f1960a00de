import type { BrokenProviders } from './break-provider.ts';

export const brokenInlines: BrokenProviders = {
  'claims a task': {
    caughtBy: 'an inline provider finishes',
    break: (good) => ({
      ...good,
      async submit(request, call) {
        const outcome = await good.submit(request, call);
        return outcome.kind === 'finished'
          ? { kind: 'accepted', handle: { taskId: 'inline-1', data: {} } }
          : outcome;
      },
    }),
  },
  'finishes without audio': {
    caughtBy: 'an inline success without audio',
    break: (good) => ({
      ...good,
      async submit(request, call) {
        const outcome = await good.submit(request, call);
        if (outcome.kind !== 'failed' || outcome.failure.kind !== 'output-invalid') return outcome;
        return { kind: 'finished', clips: [] };
      },
    }),
  },
  'reports progress beyond the end': {
    caughtBy: 'progress stays within 0 and 1',
    break: (good) => ({
      ...good,
      submit: (request, call) => {
        call.onProgress({ fraction: 100, stage: 'Done' });
        return good.submit(request, call);
      },
    }),
  },
  'sends a request that was already cancelled': {
    caughtBy: 'already aborted sends nothing',
    break: (good) => ({
      ...good,
      submit: (request, call) => {
        const signal = call.signal.aborted ? new AbortController().signal : call.signal;
        return good.submit(request, { ...call, signal });
      },
    }),
  },
};
