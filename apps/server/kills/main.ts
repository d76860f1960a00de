import { parseArgs } from 'node:util';
import { report } from './report.ts';
import { runCampaign } from './run-campaign.ts';

// `npm run kills -- --minutes 5 --seed 7`: two apis and two workers under load and under fire. Ends with 1 when anything was lost.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rate: { type: 'string', default: '30' },
  },
});
const seed = Number(values.seed);
const beganAt = Date.now();
const say = (line: string) =>
  void process.stdout.write(`${((Date.now() - beganAt) / 1_000).toFixed(1).padStart(7)} s  ${line}\n`);

say(`seed ${seed}`);
const result = await runCampaign({
  seed,
  chaosMs: Number(values.minutes) * 60_000,
  perSecond: Number(values.rate),
  faultEveryMs: 6_000,
  frozenMs: 20_000,
  deadlines: { queueMs: 20_000, submitMs: 15_000, processingMs: 40_000, downloadMs: 30_000 },
  log: say,
});
process.stdout.write(`\n${report(result, seed)}\n`);
process.exitCode = result.columns.some(({ found }) => found.length > 0) ? 1 : 0;
