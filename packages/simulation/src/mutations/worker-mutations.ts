import type { Mutation } from './mutation.ts';

const submit = 'packages/engine/src/attempts/submit.ts';

export const workerMutations: readonly Mutation[] = [
  {
    name: 'a track is changed without its lock',
    breaks: ['our own fault', 'I6', 'I14', 'I5', 'I10'],
    code: [{ file: 'packages/engine/src/tracks/lock-track.ts', find: '    .forUpdate()\n', replace: '' }],
  },
  {
    name: 'whoever lost a claim goes on writing',
    breaks: ['I10'],
    code: [
      {
        file: 'packages/engine/src/tracks/apply.ts',
        find: 'const isStale = fence !== null && fence.epoch !== locked.leaseEpoch;',
        replace: 'const isStale = false;',
      },
    ],
  },
  {
    name: 'a claim is taken over under the same epoch',
    breaks: ['I10'],
    functions: [
      {
        function: 'take_due_tracks',
        find: 'lease_epoch = t.lease_epoch + 1',
        replace: 'lease_epoch = t.lease_epoch',
      },
    ],
  },
  {
    name: 'the attempt is written after the provider was called',
    breaks: ['GEN-2'],
    code: [
      {
        file: submit,
        find: `  const turn = await persistently(`,
        replace: `  const early = await callProvider(core, claim, core.providers.get(claim.provider)!, attempt.correlation, signal);
  const turn = await persistently(`,
      },
      {
        file: submit,
        find: 'const outcome = await callProvider(core, claim, provider, attempt.correlation, signal);',
        replace: 'const outcome = early;',
      },
    ],
  },
  {
    name: 'what was sent and not answered is sent again',
    breaks: ['I9'],
    code: [
      {
        file: 'packages/engine/src/tracks/decide-submit.ts',
        find: `if (failure.sideEffect === 'unknown') return { do: 'search-again', at: now };`,
        replace: `if (failure.sideEffect === 'unknown') return tryAgain(track, { ...failure, retryable: true }, now);`,
      },
    ],
  },
  {
    name: 'an attempt that a dead process left is simply made again',
    breaks: ['I9'],
    code: [
      {
        file: 'packages/engine/src/tracks/decide-submit.ts',
        find: `if (attempt?.status === 'sending' && !delivery?.repeatable) return { do: 'search-again', at: now };`,
        replace: '',
      },
    ],
  },
  {
    name: 'a change is not told of',
    breaks: ['I6', 'I14'],
    code: [
      {
        file: 'packages/engine/src/tracks/apply.ts',
        find: 'if (visible) await sql`select record_event',
        replace: `if (visible && decision.do !== 'fetch') await sql\`select record_event`,
      },
    ],
  },
  {
    name: 'a change is told of under the revision before',
    breaks: ['our own fault', 'I6', 'I14'],
    code: [
      {
        file: 'packages/engine/src/tracks/apply.ts',
        find: '.$if(visible, (query)',
        replace: '.$if(false, (query)',
      },
    ],
  },
];
