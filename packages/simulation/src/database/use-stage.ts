import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import { afterAll, beforeAll } from 'vitest';
import { openStage, type Stage } from './open-stage.ts';

/** A stage for the tests of one file. */
export function useStage(): Stage {
  const stage = {} as Stage;
  let db: TestDatabase;

  beforeAll(async () => {
    db = await openTestDatabase();
    Object.assign(stage, await openStage(db.connectionString));
  });

  afterAll(async () => {
    await stage.close();
    await db.close();
  });

  return stage;
}
