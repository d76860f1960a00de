import { readSoakOptions, usage, type SoakOptions } from './soak-options.ts';
import { soakCrashPoints } from './soak-crash-points.ts';
import { soakMutations } from './soak-mutations.ts';
import { soakSeeds } from './soak-seeds.ts';
import { startOwnServer } from '../database/own-server.ts';

async function soak({ minutes, from, seed, crashPoints, mutations }: SoakOptions): Promise<boolean> {
  const server = await startOwnServer();
  try {
    if (crashPoints) await soakCrashPoints(server);
    if (mutations !== null) return (await soakMutations(server, mutations)).length === 0;
    if (crashPoints) return true;
    const one = { from: seed ?? from, count: seed === null ? Number.MAX_SAFE_INTEGER : 1, minutes };
    return (await soakSeeds(server, one)).length === 0;
  } finally {
    await server.stop();
  }
}

let options: SoakOptions | null = null;
try {
  options = readSoakOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 2;
}
if (options) process.exitCode = (await soak(options)) ? 0 : 1;
