import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDirectory } from '../../src/testing.ts';
import { shellFaults } from './shell-faults.ts';
import { arrive, type Stranger } from './stranger.ts';

let stranger: Stranger;
let removeData: () => Promise<void>;

beforeAll(async () => {
  const { dataDir, remove } = await makeDataDirectory();
  removeData = remove;
  stranger = await arrive(dataDir);
});

afterAll(async () => {
  await stranger.remove();
  await removeData();
});

describe('a block that is looked up and not run', () => {
  it.each([
    ['npm run simulte -- suno', 'There is no script simulte.'],
    ['npm run simulate -- suno --sped quick', 'impresario simulate has no --sped.'],
    ['npx impresario fly', 'impresario has no fly'],
    ['npm run kills -- --minutes 5 --sed 4', 'apps/server/kills/main.ts has no --sed.'],
    ['npm test -- packages/motor', 'There is no packages/motor.'],
    ['export REDIS_UR=redis://redis', 'REDIS_UR is no variable of the server.'],
    ['export PORT=70000\nROLE=api npm start', 'PORT must be at most 65535'],
    ['ROLE=singer npm start', 'ROLE'],
    ['make music', 'Nobody knows how to look make up.'],
  ])('%s: %s', async (text, fault) => {
    expect(await shellFaults(text, stranger)).toEqual([expect.stringContaining(fault)]);
  });

  it('may have comments, values to fill in, and what a program prints', async () => {
    const text = '$ SUNO_API_KEY=… npm start   # yours\nit says what it likes\n$ npm ci && npm test';
    expect(await shellFaults(text, stranger)).toEqual([]);
  });
});
