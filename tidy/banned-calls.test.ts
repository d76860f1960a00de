import { describe, expect, it } from 'vitest';
import { bannedReferences } from './banned-references.ts';
import { expectNone } from './expect-none.ts';
import { codeFiles, isTestCode } from './repository.ts';
import { parseFile, parseText } from './syntax.ts';

/** The modules that own time, chance and the environment, and why. Everybody else is given them. */
const owners: readonly { readonly path: string; readonly why: string }[] = [
  { path: 'apps/server/src/world.ts', why: "the server's clock, dice and environment" },
  { path: 'apps/cli/src/world.ts', why: "the command line's clock and environment" },
  { path: 'packages/providers/local/src/world.ts', why: 'the worker pool and its pauses' },
  {
    path: 'packages/simulators/src/world.ts',
    why: 'the far ends that users and tests run have their own time',
  },
  { path: 'packages/client/src/world.ts', why: "the client's default clock; callers may pass another" },
  { path: 'apps/studio/', why: 'a page in a browser: nothing in it runs on a virtual clock' },
  {
    path: 'packages/database/src/embedded/',
    why: 'waits for a real process and inherits a real environment',
  },
  { path: 'tools/', why: 'run by people, on the real machine' },
  { path: 'tidy/', why: 'run by people, on the real machine' },
  { path: 'bench/', why: 'measures real time' },
  { path: 'apps/cli/bin/', why: 'starts before there is anything to pass in' },
];

describe('time, chance and the environment', () => {
  it('are passed in, so that the engine also runs on a virtual clock', () => {
    const wrong = codeFiles
      .filter((file) => !isTestCode(file) && !/^[\w.-]+$/.test(file))
      .filter((file) => !owners.some(({ path }) => file.startsWith(path)))
      .flatMap((file) =>
        bannedReferences(parseFile(file)).map(({ line, what }) => `${file}:${line} uses ${what}`),
      );
    const remedy =
      'Take a Clock, Dice or setting as a parameter; only the composition root makes real ones ' +
      '(the owning modules are listed in tidy/banned-calls.test.ts):';
    expectNone(wrong, remedy);
  });

  it.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['new Date', 'new Date()'],
    ['const later = setTimeout;', 'setTimeout'],
    ['globalThis.setInterval(f, 1)', 'globalThis.setInterval'],
    ['Math.random()', 'Math.random'],
    ['crypto.randomUUID()', 'crypto.randomUUID'],
    ["import { randomBytes as r } from 'node:crypto'", 'randomBytes'],
    ["import { setTimeout as sleep } from 'node:timers/promises'", 'node:timers/promises'],
    ["process.env['PORT']", 'process.env'],
  ])('are seen in `%s`', (text, what) => {
    expect(bannedReferences(parseText(text)).map((found) => found.what)).toContain(what);
  });

  it.each(['new Date(0)', 'clock.setTimeout(f)', '({ setTimeout: f })', 'type A = { setTimeout(): void }'])(
    'are not seen in `%s`',
    (text) => {
      expect(bannedReferences(parseText(text))).toEqual([]);
    },
  );
});
