import { expect, it } from 'vitest';
import { findRunningServer } from '../src/index.ts';
import type { Deployment } from './deployment.ts';
import { faultKinds, type FaultKind } from './faults.ts';
import { report } from './report.ts';
import { runCampaign } from './run-campaign.ts';

const seed = 20_261_126;

/** Each process does its own part: one that only makes has nothing to say and is not the address of the house. */
async function eachDoesItsPart({ nodes, dataDir, jwtSecret }: Deployment): Promise<void> {
  const statusOf = async (url: string) => (await fetch(url)).status;
  for (const { role, url } of nodes) {
    expect([role, await statusOf(`${url}/livez`)]).toEqual([role, 200]);
    expect([role, await statusOf(`${url}/v1/tracks`)]).toEqual([role, role === 'api' ? 401 : 404]);
  }
  const found = await findRunningServer({ DATA_DIR: dataDir, JWT_SECRET: jwtSecret });
  expect(nodes.filter(({ role }) => role === 'api').map(({ url }) => url)).toContain(found?.url);
}

it(
  '[I1] [I2] [I8] [I9] [I11] [I16] [I17] [GEN-8] two apis and two workers lose and double nothing, whatever is killed under them',
  { timeout: 300_000 },
  async () => {
    const result = await runCampaign({
      seed,
      chaosMs: 13_000,
      perSecond: 8,
      faultEveryMs: 1_300,
      frozenMs: 11_000,
      deadlines: { queueMs: 6_000, submitMs: 8_000, processingMs: 9_000, downloadMs: 10_000 },
      log: () => {},
      lookAround: eachDoesItsPart,
    });
    const { columns, notebook, tracks } = result;
    expect(Object.fromEntries(columns.map(({ name, found }) => [name, found]))).toEqual(
      Object.fromEntries(columns.map(({ name }) => [name, []])),
    );
    expect(new Set(notebook.faults.map(({ kind }) => kind))).toEqual(new Set<FaultKind>(faultKinds));
    expect(notebook.work.length, report(result, seed)).toBeGreaterThan(50);
    expect(tracks['suno completed'], report(result, seed)).toBeGreaterThan(0);
  },
);
