// `npm test`: everything. What comes after `--` goes to Vitest, e.g. `npm test -- packages/engine`; such a
// partial run leaves the static checks out.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closingLine, countTests, type TestCount, type TestReport } from './count-tests.ts';
import { findProgram } from './find-program.ts';
import { runTool } from './run-command.ts';
import { runStaticChecks } from './static-checks.ts';
import { bun, chromium, deno, natsServer, redisServer } from './wanted-programs.ts';

const args = process.argv.slice(2);

async function main(): Promise<number> {
  const programs = await findPrograms();
  if (programs === null) return 1;
  const checks =
    args.length === 0 ? await runStaticChecks({ withStructure: false }) : { passedCount: 0, failedCount: 0 };
  const tests = await runVitest(programs);
  if (tests.passed + tests.failed === 0) console.error('No test ran.');
  const failed = tests.failed + checks.failedCount;
  const passed = tests.passed + checks.passedCount;
  console.log(closingLine({ passed, failed, skipped: tests.skipped }));
  return failed > 0 || tests.passed === 0 ? 1 : 0;
}

/** By the variables that tell the tests of them; null when one is missing, which was said then. */
async function findPrograms(): Promise<Readonly<Record<string, string>> | null> {
  try {
    return {
      [chromium.variable]: await findProgram(chromium),
      [redisServer.variable]: await findProgram(redisServer),
      [natsServer.variable]: await findProgram(natsServer),
      [deno.variable]: await findProgram(deno),
      [bun.variable]: await findProgram(bun),
    };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return null;
  }
}

async function runVitest(programs: Readonly<Record<string, string>>): Promise<TestCount> {
  const folder = await mkdtemp(path.join(tmpdir(), 'impresario-report-'));
  const reportPath = path.join(folder, 'report.json');
  try {
    const { exitCode } = await runTool(
      'vitest/vitest.mjs',
      ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`, ...args],
      { output: 'show', environment: programs },
    );
    const report = await readFile(reportPath, 'utf8').catch(() => '{"testResults":[]}');
    return countTests(JSON.parse(report) as TestReport, exitCode);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
