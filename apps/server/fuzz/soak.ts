import { parseArgs } from 'node:util';
import { openTestServer } from '@impresario/database/testing';
import { runCampaign } from './campaign.ts';

/** `npm run fuzz:soak -- --requests 20000 [--seed N]`: ends with requests by operation and status, and the violations. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { requests: { type: 'string', default: '20000' }, seed: { type: 'string' } },
  });
  const requests = Number(values.requests);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  if (!Number.isSafeInteger(requests) || !Number.isSafeInteger(seed) || requests < 1) {
    throw new Error('Usage: npm run fuzz:soak -- --requests 20000 [--seed N]');
  }
  print(`seed ${seed}, ${requests} requests`);
  const startedAt = performance.now();
  const closeServer = await openTestServer();
  try {
    const { tally, violations } = await runCampaign({
      seed,
      requests,
      onProgress: (done, found) => {
        if (done % 2_000 === 0) print(`${done} requests, ${found} violations`);
      },
    });
    for (const { at, operation, what, curl, reply } of violations) {
      print(`\nrequest ${at}, ${operation}: ${what}\n  ${curl}\n  ${reply}`);
      print(`  again: npm run fuzz:soak -- --seed ${seed} --requests ${at + 1}`);
    }
    print(`\n${tally.table()}`);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    print(`\n${tally.requests} requests in ${seconds} s, ${violations.length} violations, seed ${seed}`);
    if (violations.length > 0) process.exitCode = 1;
  } finally {
    await closeServer();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
