import type { Claimed } from '@impresario/engine';
import { aTrackSnapshot } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import { completedTrack, scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const claim = async (claimed: Claimed, headers: Record<string, string> = {}) => {
  http = await openTestHttp({
    engine: scriptedEngine({
      claimTrack: async () => claimed,
      waitForTrack: async () => completedTrack,
    }),
  });
  return http.request(`/v1/tracks/${TRACK_ID}/claim`, { method: 'POST', headers });
};

describe('POST /v1/tracks/{id}/claim', () => {
  const claimed = { kind: 'claimed', track: aTrackSnapshot({ claimedFrom: TRACK_ID }) } as const;

  it('[GEN-7] answers 202 with the new track', async () => {
    const reply = await claim(claimed);
    expect([reply.status, await reply.json()]).toMatchObject([202, { claimedFrom: TRACK_ID }]);
    expect(reply.headers.get('location')).toBe(`/v1/tracks/${TRACK_ID}`);
    await http.close();
    expect((await claim(claimed, { prefer: 'wait=5' })).status).toBe(200);
  });

  it.each([
    [{ kind: 'not-found' }, 404, 'no track'],
    [{ kind: 'nothing-there' }, 409, 'not yet'],
    [{ kind: 'illegal', status: 'completed' }, 409, 'is completed; only the late result of a failed one'],
    [{ kind: 'illegal', status: 'processing' }, 409, 'still processing'],
    [{ kind: 'insufficient-credits', balance: 0.5, required: 1 }, 402, 'costs 1'],
  ] as const)('[GEN-7] says why not: %j', async (refused, status, words) => {
    const reply = await claim(refused);
    expect(reply.status).toBe(status);
    expect(((await reply.json()) as { detail: string }).detail).toContain(words);
  });
});
