import type { Mutation } from './mutation.ts';

export const admissionMutations: readonly Mutation[] = [
  {
    name: 'the profile is not locked while limits are looked at',
    breaks: ['I16', 'I1', 'our own fault'],
    functions: [
      {
        function: 'ensure_profile',
        find: 'where user_id = p_user for update;\n  if found then',
        replace: 'where user_id = p_user;\n  if found then',
      },
    ],
  },
  {
    name: 'a replay answers with the track as it is by now',
    breaks: ['I17'],
    functions: [
      {
        function: 'replay_of',
        find: `'response', response)`,
        replace: `'response', track_snapshot(tracks)::text)`,
      },
    ],
  },
];
