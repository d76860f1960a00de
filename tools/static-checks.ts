import { runTool } from './run-command.ts';

interface StaticCheck {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly remedy: string;
}

const cache = 'node_modules/.cache/impresario';

/** The slowest first, so that the rest fits beside them. */
const staticChecks: readonly StaticCheck[] = [
  {
    name: 'lint',
    script: 'eslint/bin/eslint.js',
    // Of files as they were, the last verdict stands; one that a change elsewhere made wrong is found after `npm ci`.
    args: ['.', '--cache', '--cache-strategy', 'content', '--cache-location', `${cache}/eslint`],
    remedy: 'npx eslint . --fix mends some of it',
  },
  {
    name: 'types',
    script: 'typescript/bin/tsc',
    args: ['--pretty', 'false', '--incremental', '--tsBuildInfoFile', `${cache}/types.tsbuildinfo`],
    remedy: 'npx tsc shows the same',
  },
  {
    name: 'format',
    script: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level', 'warn', '--cache', '--cache-location', `${cache}/prettier`, '.'],
    remedy: 'npx prettier --write . mends it',
  },
  {
    name: 'dead code',
    script: 'knip/bin/knip.js',
    args: ['--no-progress'],
    remedy: 'remove it, or name the entry in knip.json',
  },
];

const structure: StaticCheck = {
  name: 'structure',
  script: 'vitest/vitest.mjs',
  args: ['run', '--project', 'tidy', '--reporter', 'dot'],
  remedy: 'the messages say what to change; the rules are in tidy/',
};

export interface StaticResult {
  readonly passedCount: number;
  readonly failedCount: number;
}

/** Runs the checks that need no database, two at a time, and prints one line each. */
export async function runStaticChecks({ withStructure }: { withStructure: boolean }): Promise<StaticResult> {
  const waiting = withStructure ? [...staticChecks, structure] : [...staticChecks];
  let passedCount = 0;
  let failedCount = 0;
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (await runCheck(check)) passedCount += 1;
      else failedCount += 1;
    }
  };
  await Promise.all([work(), work()]);
  return { passedCount, failedCount };
}

async function runCheck(check: StaticCheck): Promise<boolean> {
  const { exitCode, output, seconds } = await runTool(check.script, check.args, { output: 'keep' });
  const passed = exitCode === 0;
  console.log(`${check.name.padEnd(10)} ${passed ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(5)} s`);
  if (!passed) console.log(`${output.trimEnd()}\n(${check.name}: ${check.remedy})\n`);
  return passed;
}
