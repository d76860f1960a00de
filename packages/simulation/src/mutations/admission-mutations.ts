import type { Mutation } from './mutation.ts';

export const admissionMutations: readonly Mutation[] = [
  {
    name: 'the key is not looked for again once the profile is locked, and no index holds it unique',
    breaks: ['I1', 'I17'],
    statements: ['drop index one_track_per_user_and_key'],
    functions: [
      {
        function: 'admit_track',
        find: 'waited for the profile.\n  replay := replay_of(p_user, p_key, p_fingerprint);',
        replace: 'waited for the profile.\n  replay := null;',
      },
    ],
  },
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
    name: 'what a minute has used is not written down',
    breaks: ['I16'],
    functions: [
      {
        function: 'admit_track',
        find: 'do update set full_at = excluded.full_at;',
        replace: 'do nothing;',
      },
    ],
  },
  {
    name: "another user's key counts as one's own",
    breaks: ['I17', 'I15', 'I8'],
    functions: [{ function: 'replay_of', find: 'user_id = p_user and ', replace: '' }],
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
