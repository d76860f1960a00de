import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Test files that take so long that one of them, begun last, would run on by itself while the other worker idles. */
export const longest: readonly string[] = [
  'packages/simulation/src/seeds/seeds-1-250.test.ts',
  'packages/simulation/src/seeds/seeds-251-500.test.ts',
  'packages/simulation/src/mutations/mutations.test.ts',
  'apps/server/bad-days/outage.test.ts',
  'packages/simulation/src/crash-points/crash-points.test.ts',
  'apps/server/fuzz/campaign.test.ts',
  'packages/providers/local/src/golden.test.ts',
  'apps/server/test/guide/guide.test.ts',
  'apps/server/flows/pages.test.ts',
  'apps/server/flows/track-page.test.ts',
  'apps/server/kills/kills.test.ts',
];

/** Runs the longest files of each project first, as a second run does, which knows how long each of them took. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const groupOf = ({ project }: TestSpecification) => sorted.findIndex((file) => file.project === project);
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = longest.indexOf(relative(this.ctx.config.root, moduleId));
      return place < 0 ? longest.length : place;
    };
    return sorted.toSorted((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b));
  }
}
