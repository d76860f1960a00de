import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/longest-first.ts';

// Two workers: a test that renders or drives a browser keeps a core of a small machine busy.
const shared = {
  environment: 'node' as const,
  pool: 'forks' as const,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  // A poll ends when its condition holds; only a failure waits as long, and a busy machine needs more than a second.
  expect: { poll: { timeout: 10_000 } },
};

// A person's way through the whole house, in a browser: much of it is waiting, so two go side by side.
const browserServerTests = [
  'apps/server/flows/*.test.ts',
  'apps/server/test/guide/*.test.ts',
  'apps/server/test/published-client.test.ts',
];

const waitingServerTests = ['apps/server/test/{suno,compat}.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    // What a passing test prints is nobody's business.
    silent: 'passed-only',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...shared,
          name: 'tidy',
          include: ['tidy/**/*.test.ts', 'tools/**/*.test.ts'],
          // One process for all of them, so that every file is read and parsed once.
          isolate: false,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...shared,
          name: 'code',
          include: [
            'packages/**/src/**/*.test.ts',
            'apps/cli/{src,test}/**/*.test.ts',
            'apps/server/{src,bad-days,kills/verdict,fuzz}/**/*.test.ts',
            // These wait for servers more than they work.
            ...waitingServerTests,
            'bench/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'packages/providers/local/**'],
          // One PostgreSQL for the run, with a migrated template that each file copies.
          globalSetup: ['./packages/database/src/test-server.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      {
        // These keep a core busy for seconds each: a render, or a browser.
        test: {
          ...shared,
          name: 'heavy',
          include: [
            'packages/providers/local/src/**/*.test.ts',
            'packages/react/test/*.test.ts',
            'apps/studio/{src,test}/**/*.test.{ts,tsx}',
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One build of the studio's page for all files that open it.
          globalSetup: ['./apps/studio/test/build-studio.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...shared,
          name: 'flows',
          include: browserServerTests,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // These start several servers each and kill them, when all others are done. Half their time is waiting.
        test: {
          ...shared,
          name: 'servers',
          include: ['apps/server/test/**/*.test.ts', 'apps/server/kills/*.test.ts'],
          exclude: ['**/node_modules/**', ...waitingServerTests, ...browserServerTests],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
