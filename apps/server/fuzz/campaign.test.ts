import { describe, expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';

const requests = 2_000;

describe('every operation of the document', () => {
  it('[SEC-1] [SEC-2] [SEC-4] answers as declared, whatever is sent, and shows nothing of another tenant', async () => {
    // The same in every run, so that a change is judged by what it changed; the soak looks for what is new.
    const seed = 5;
    const { tally, violations } = await runCampaign({ seed, requests });
    const replay = `npm run fuzz:soak -- --seed ${seed} --requests ${requests}`;
    expect(violations, `replay with: ${replay}`).toEqual([]);
    // Some are cut off before they are a request.
    expect(tally.requests).toBeGreaterThan(requests * 0.98);
    // So that the fuzz goes deep: what needs luck, such as a late result to claim, may have had none.
    expect(tally.neverGood().length, tally.table()).toBeLessThanOrEqual(6);
  }, 240_000);
});
