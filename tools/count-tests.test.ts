import { describe, expect, it } from 'vitest';
import { closingLine, countTests, type TestReport } from './count-tests.ts';

const file = (status: string, ...tests: string[]): TestReport['testResults'][number] => ({
  status,
  assertionResults: tests.map((each) => ({ status: each })),
});

describe('the closing line of npm test', () => {
  it('counts what passed, failed and was skipped', () => {
    const count = countTests(
      { testResults: [file('passed', 'passed', 'pending'), file('failed', 'failed')] },
      1,
    );
    expect(closingLine(count)).toBe('1 passed, 1 failed, 1 skipped');
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(closingLine(countTests({ testResults: [file('failed'), file('passed', 'passed')] }, 1))).toBe(
      '1 passed, 1 failed',
    );
  });

  it('never says 0 failed of a run that ended badly', () => {
    expect(closingLine(countTests({ testResults: [file('passed', 'passed')] }, 1))).toBe(
      '1 passed, 1 failed',
    );
  });
});
