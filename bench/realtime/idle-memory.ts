import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Row } from '../table.ts';
import { openCrowd } from './crowd.ts';
import { memoryOf } from './memory-of.ts';
import type { RealtimePlace } from './realtime-place.ts';

interface Cost {
  readonly residentKilobytes: number;
  readonly usedKilobytes: number;
}

/** What an idle stream of server-sent events costs in memory, next to the barest server that can hold one. */
export async function benchIdleMemory(place: RealtimePlace, tokens: readonly string[]): Promise<Row[]> {
  const bare = await startBare();
  const theirs = await costOf(bare.url, bare.output, tokens);
  await bare.end();
  const ours = await costOf(place.server.url, place.server.output, tokens);
  const ratio = (pick: (cost: Cost) => number) => (pick(ours) / pick(theirs)).toFixed(2);
  return [
    {
      what: `an idle stream of ${tokens.length}`,
      value: `${ours.residentKilobytes.toFixed(1)} KB`,
      beside:
        `${ratio((cost) => cost.residentKilobytes)} × bare node:http (${theirs.residentKilobytes.toFixed(1)} KB; promised: ` +
        `1.3); of the heap ${ours.usedKilobytes.toFixed(1)} KB, ${ratio((cost) => cost.usedKilobytes)} × ` +
        `${theirs.usedKilobytes.toFixed(1)} KB`,
    },
  ];
}

/** Per connection, garbage collected before and after. A first crowd has come and gone, so that nothing is new to the process. */
async function costOf(url: string, output: () => string, tokens: readonly string[]): Promise<Cost> {
  const first = await openCrowd({ url, kind: 'stream', path: '/v1/events' }, tokens.slice(0, 1_000));
  await first.leave();
  const before = await memoryOf(output);
  const crowd = await openCrowd({ url, kind: 'stream', path: '/v1/events' }, tokens);
  const after = await memoryOf(output);
  await crowd.leave();
  return {
    residentKilobytes: (after.residentBytes - before.residentBytes) / tokens.length / 1024,
    usedKilobytes: (after.usedBytes - before.usedBytes) / tokens.length / 1024,
  };
}

async function startBare() {
  const child = fork(fileURLToPath(new URL('./bare-sse.ts', import.meta.url)), {
    execArgv: ['--inspect=127.0.0.1:0'],
    silent: true,
  });
  let printed = '';
  child.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [url] = (await once(child, 'message')) as [string];
  return {
    url,
    output: () => printed,
    async end() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
