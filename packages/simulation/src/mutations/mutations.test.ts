import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOwnServer, type OwnServer } from '../database/own-server.ts';
import { findMutation } from './find-mutation.ts';
import { mutations } from './mutations.ts';

const seedsMax = 200;

describe('a fault put into our own house', () => {
  let server: OwnServer;

  beforeAll(async () => {
    server = await startOwnServer();
  });

  afterAll(() => server.stop());

  it.each(mutations.map((mutation) => [mutation.name, mutation] as const))(
    `is found within ${seedsMax} seeds: %s`,
    { timeout: 300_000 },
    async (_name, mutation) => {
      const url = await server.newDatabase();
      const play = { url, from: 1, step: 1, count: seedsMax, untilMs: null, stopsAtFirst: true };
      const { broken } = await findMutation(mutation, play);
      expect(mutation.breaks).toContain(broken[0]?.rule);
    },
  );
});
