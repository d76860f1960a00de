import { afterAll, beforeAll } from 'vitest';
import { openStage, type Stage } from './open-stage.ts';
import { startOwnServer, type OwnServer } from './own-server.ts';

/** A stage for the tests of one file. */
export function useStage(): Stage {
  const stage = {} as Stage;
  let server: OwnServer;

  beforeAll(async () => {
    server = await startOwnServer();
    Object.assign(stage, await openStage(await server.newDatabase()));
  });

  afterAll(async () => {
    await stage.close();
    await server.stop();
  });

  return stage;
}
