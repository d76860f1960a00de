import { describe, it } from 'vitest';
import { abortChecks } from './checks/abort-checks.ts';
import { capabilityChecks } from './checks/capability-checks.ts';
import { songChecks } from './checks/song-checks.ts';
import { submitChecks } from './checks/submit-checks.ts';
import { taskChecks } from './checks/task-checks.ts';
import type { ConformanceCheck, ProviderSubject } from './subject.ts';

/** Every rule of the contract, as plain functions. */
export const conformanceChecks: readonly ConformanceCheck[] = [
  ...capabilityChecks,
  ...songChecks,
  ...submitChecks,
  ...taskChecks,
  ...abortChecks,
];

/** Declares one test for each rule that concerns this provider (PRO-6). Call it at the top of a test file. */
export function runProviderContract(subject: ProviderSubject): void {
  describe(`the provider contract: ${subject.name}`, () => {
    for (const check of conformanceChecks.filter(({ applies }) => applies(subject))) {
      it(check.name, () => check.run(subject), 12 * (subject.callLimitMs ?? 10_000));
    }
  });
}
