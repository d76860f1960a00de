import { expect, it } from 'vitest';
import { keptSecret } from './data-directory.ts';
import { makeDataDirectory } from './testing.ts';
import { realDice } from './world.ts';

it('[SEC-4] gives processes that start at once on one new directory the same secret', async () => {
  const { dataDir, remove } = await makeDataDirectory();
  try {
    const first = await Promise.all(
      Array.from({ length: 10 }, () => keptSecret(dataDir, 'file-url-secret', realDice)),
    );
    expect(new Set(first).size).toBe(1);
    expect(await keptSecret(dataDir, 'file-url-secret', realDice)).toBe(first[0]);
  } finally {
    await remove();
  }
});
