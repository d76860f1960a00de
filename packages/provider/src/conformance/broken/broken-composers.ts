import type { BrokenProviders } from './break-provider.ts';

export const brokenComposers: BrokenProviders = {
  'rolls dice for a seed': {
    caughtBy: 'the same bytes for the same seed',
    break: (good) => {
      let songs = 0;
      return {
        ...good,
        submit: (request, call) => {
          songs += 1;
          return good.submit({ ...request, seed: songs }, call);
        },
      };
    },
  },
  'takes seed 0 for none': {
    caughtBy: 'the same bytes for the same seed',
    break: (good) => ({ ...good, submit: (request, call) => good.submit({ ...request, seed: 1 }, call) }),
  },
  'renders on after an abort': {
    caughtBy: 'stops within 1 s',
    break: (good) => ({
      ...good,
      submit: (request, call) => good.submit(request, { ...call, signal: new AbortController().signal }),
    }),
  },
  'begins what was already cancelled': {
    caughtBy: 'is not begun',
    break: (good) => ({
      ...good,
      submit: (request, call) => {
        call.onProgress({ fraction: 0.1, stage: 'Composing' });
        return good.submit(request, call);
      },
    }),
  },
};
