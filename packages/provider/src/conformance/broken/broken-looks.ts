import { plainRequest } from '../scripted/scripted-subject.ts';
import { withClips, withSnapshot, type BrokenProviders } from './break-provider.ts';

const nobody = {
  trackId: 't',
  correlation: 'c',
  callbackUrl: null,
  onProgress: () => undefined,
  readReference: null,
};

export const brokenLooks: BrokenProviders = {
  'throws when a look is answered with a page': {
    caughtBy: 'a failed look, never an exception',
    break: (good) => ({
      ...good,
      async poll(handle, call) {
        const outcome = await good.poll(handle, call);
        if (outcome.kind === 'failed') throw new SyntaxError('Unexpected <');
        return outcome;
      },
    }),
  },
  'keeps in memory what belongs in the handle': {
    caughtBy: 'after a restart',
    break: (good) => {
      const known = new Set<string>();
      return {
        ...good,
        async submit(request, call) {
          const outcome = await good.submit(request, call);
          if (outcome.kind === 'accepted') known.add(outcome.handle.taskId);
          return outcome;
        },
        async poll(handle, call) {
          const outcome = await good.poll(handle, call);
          return known.has(handle.taskId)
            ? outcome
            : { kind: 'seen', snapshot: { state: 'unrecognised', raw: '?' } };
        },
      };
    },
  },
  'starts a song when looking': {
    caughtBy: 'looking is read-only',
    break: (good) => {
      let looks = 0;
      return {
        ...good,
        async poll(handle, call) {
          looks += 1;
          if (looks === 5) await good.submit(plainRequest, { ...call, ...nobody });
          return good.poll(handle, call);
        },
      };
    },
  },
  'goes back in progress': {
    caughtBy: "a running task's progress",
    break: (good) => {
      let looks = 0;
      return {
        ...good,
        poll: (handle, call) =>
          withSnapshot(good.poll(handle, call), (snapshot) => {
            looks += 1;
            return snapshot.state === 'running' ? { ...snapshot, progress: 1 / looks } : snapshot;
          }),
      };
    },
  },
  'takes an unknown word for running': {
    caughtBy: 'an unknown status word',
    break: (good) => ({
      ...good,
      poll: (handle, call) =>
        withSnapshot(good.poll(handle, call), (snapshot) =>
          snapshot.state === 'unrecognised'
            ? { ...snapshot, state: 'running', progress: null, clips: [] }
            : snapshot,
        ),
    }),
  },
  'believes a success without audio': {
    caughtBy: 'success without audio is never reported',
    break: (good) => ({
      ...good,
      poll: (handle, call) =>
        withSnapshot(good.poll(handle, call), (snapshot) =>
          snapshot.state === 'running' && snapshot.raw === 'succeeded'
            ? { state: 'succeeded', raw: snapshot.raw, clips: snapshot.clips }
            : snapshot,
        ),
    }),
  },
  'says that a failed task cost nothing': {
    caughtBy: 'a task the provider gave up',
    break: (good) => ({
      ...good,
      poll: (handle, call) =>
        withSnapshot(good.poll(handle, call), (snapshot) =>
          snapshot.state === 'failed'
            ? { ...snapshot, failure: { ...snapshot.failure, sideEffect: 'none' } }
            : snapshot,
        ),
    }),
  },
  'ends a song because a look hung': {
    caughtBy: 'a look that hangs',
    break: (good) => ({
      ...good,
      async poll(handle, call) {
        const outcome = await good.poll(handle, call);
        if (outcome.kind === 'seen') return outcome;
        return { kind: 'seen', snapshot: { state: 'failed', raw: 'fault', failure: outcome.failure } };
      },
    }),
  },
  'finds tasks that are not there': {
    caughtBy: 'found by its correlation',
    break: (good) => ({ ...good, find: (correlation) => Promise.resolve({ taskId: correlation, data: {} }) }),
  },
  'pretends to cancel': {
    caughtBy: 'can be cancelled is stopped',
    break: (good) => ({ ...good, cancel: () => Promise.resolve({ stopped: true }) }),
  },
  'counts variants from 1': {
    caughtBy: 'a song comes out',
    break: (good) => ({
      ...good,
      poll: (handle, call) =>
        withSnapshot(good.poll(handle, call), (snapshot) =>
          withClips(snapshot, (clip) => ({ ...clip, variantIndex: clip.variantIndex + 1 })),
        ),
    }),
  },
  'gives a page for audio': {
    caughtBy: 'a song comes out',
    break: (good) => ({
      ...good,
      poll: (handle, call) =>
        withSnapshot(good.poll(handle, call), (snapshot) =>
          withClips(snapshot, (clip) => ({
            ...clip,
            audio: {
              kind: 'bytes',
              bytes: new TextEncoder().encode('<html>Not found</html>'),
              mimeType: 'audio/mpeg',
            },
          })),
        ),
    }),
  },
};
