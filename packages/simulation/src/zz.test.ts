import { it } from 'vitest';
import { useStage } from './database/use-stage.ts';
import { runSeed } from './seeds/run-seed.ts';
const stage = useStage();
it('x', { timeout: 500000 }, async () => {
  const from = Number(process.env['FROM'] ?? 1),
    to = Number(process.env['TO'] ?? 3);
  for (let seed = from; seed <= to; seed += 1) {
    const t = performance.now();
    const c = process.cpuUsage();
    const run = await runSeed(stage.connections, seed);
    const u = process.cpuUsage(c);
    console.log(
      '##',
      seed,
      run.hash,
      run.stepCount,
      Math.round(performance.now() - t),
      Math.round((u.user + u.system) / 1000),
      run.violation ? run.violation.message.slice(0, 1500) : 'ok',
    );
    if (run.violation && process.env['SHOW']) console.log(run.violation.history);
  }
});
