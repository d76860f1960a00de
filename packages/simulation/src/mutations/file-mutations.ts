import type { Mutation } from './mutation.ts';

export const fileMutations: readonly Mutation[] = [
  {
    name: 'the first clip counts as the whole song',
    breaks: ['I11'],
    code: [
      {
        file: 'packages/engine/src/tracks/decide-task.ts',
        find: `if (snapshot?.state === 'succeeded') {\n    const made`,
        replace: `if (snapshot?.state === 'succeeded' || clips.some(({ audio }) => audio !== null)) {\n    const made`,
      },
    ],
  },
  {
    name: 'a track is completed before its files are stored',
    breaks: ['I12'],
    code: [
      {
        file: 'packages/engine/src/assets/store-file.ts',
        find: 'const { bytes, sha256 } = await received.keep(key, { mimeType });',
        replace:
          'const { bytes, sha256 } = received;\n  void received.keep(key, { mimeType }).catch(() => {});',
      },
    ],
  },
  {
    name: 'a callback is marked as done only after its effect was committed',
    breaks: ['I13'],
    code: [
      {
        file: 'packages/engine/src/callbacks/work-off.ts',
        find: `      await settle(core, tx, callback, await take(core, tx, callback));
      return true;
    });`,
        replace: `      reason = await take(core, tx, callback);
      return true;
    }).then(async (done) => {
      if (done) await settle(core, core.db.kysely, callback, reason);
      return done;
    });`,
      },
      {
        file: 'packages/engine/src/callbacks/work-off.ts',
        find: '  let callback: Callback | undefined;\n',
        replace: '  let callback: Callback | undefined;\n  let reason = null;\n',
      },
    ],
  },
];
