// `npm run verify`: types, lint, format, dead code and structure; seconds, and no database.
import { runStaticChecks } from './static-checks.ts';

const { passedCount, failedCount } = await runStaticChecks({ withStructure: true });
console.log(`${passedCount} passed, ${failedCount} failed`);
process.exitCode = failedCount === 0 ? 0 : 1;
