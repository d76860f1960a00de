import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Track } from '@impresario/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDirectory, runServer } from '../src/testing.ts';

const run = promisify(execFile);
const entry = fileURLToPath(new URL('../../cli/bin/impresario.js', import.meta.url));

describe('the main job from the command line', () => {
  let place: Awaited<ReturnType<typeof makeDataDirectory>>;
  beforeAll(async () => (place = await makeDataDirectory()));
  afterAll(() => place.remove());

  function impresario(...args: string[]) {
    const env = {
      ...process.env,
      DATA_DIR: path.join(place.dataDir, 'data'),
      NO_COLOR: '1',
      INIT_CWD: place.dataDir,
    };
    return run(process.execPath, [entry, ...args], { env, cwd: place.dataDir });
  }

  it('[PRO-7] starts an engine for the moment, prints two paths, and both are different songs', async () => {
    const { stdout } = await impresario('generate', 'warm lo-fi piano', '--duration', '10', '--out', 'songs');
    const paths = stdout.trim().split('\n');
    expect(paths).toHaveLength(2);
    const [first, second] = await Promise.all(
      paths.map((file) => readFile(path.resolve(place.dataDir, file))),
    );
    expect(first!.subarray(0, 3).toString()).toBe('ID3');
    expect(first!.equals(second!)).toBe(false);
  });

  it('[PRO-7] tells the seed that was drawn, and plays the same again from it', async () => {
    const make = async (...more: string[]) => {
      const order = ['generate', 'warm lo-fi piano', '--duration', '10', '--variants', '1', '--out', 'again'];
      const { stdout } = await impresario(...order, '--json', ...more);
      return (JSON.parse(stdout) as { track: Track }).track;
    };
    const first = await make();
    const again = await make('--seed', String(first.seed));
    expect(again.seed).toBe(first.seed);
    expect(again.versions[0]!.audio!.sha256).toBe(first.versions[0]!.audio!.sha256);
  });

  it('uses the running server of the same data directory', async () => {
    const server = await runServer(path.join(place.dataDir, 'data'));
    const { stdout } = await impresario('tracks', '--json');
    const { data } = JSON.parse(stdout) as { data: { prompt: string; status: string }[] };
    expect(data).toHaveLength(3);
    expect(data.at(-1)).toMatchObject({ prompt: 'warm lo-fi piano', status: 'completed' });
    await server.end();
  });
});
