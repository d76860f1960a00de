import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const max = 18;
const perSeconds = 10;
const trackCount = 60;

describe('the rate of a provider', () => {
  const far = createFarPuppet({ submitRate: { max, perSeconds } });
  const stage = useTestEngine({
    started: false,
    settings: { defaultProvider: 'far', maxProcessingMs: 3_600_000 },
    providers: () => [far.provider],
  });

  it(`[LIM-1] [I16] holds exactly over two processes: ${max} submits in any ${perSeconds} s, in the order of admission`, async () => {
    const { test } = stage;
    const times: { readonly at: number; readonly title: string | null }[] = [];
    far.always(({ request }) => {
      times.push({ at: test.clock.now().getTime(), title: request.title });
      return { kind: 'accepted', handle: { taskId: `task-${times.length}`, data: {} } };
    });
    const ids: { readonly id: string; readonly userId: string }[] = [];
    for (let count = 0; count < trackCount; count += 1) {
      const caller = newcomer();
      ids.push({ id: await test.admit({ title: String(count) }, caller), userId: caller.userId });
      test.clock.advance(1);
    }
    const other = test.another();
    await Promise.all([test.engine.start(), other.engine.start()]);
    for (let left = 80; left > 0 && times.length < trackCount; left -= 1) await test.pass(500, 250);
    expect(times).toHaveLength(trackCount);
    const busiest = times.map(
      ({ at }) => times.filter((one) => one.at > at - perSeconds * 1_000 && one.at <= at).length,
    );
    expect(Math.max(...busiest)).toBe(max);
    // Those of one batch go side by side.
    const misplaced = times.filter(({ title }, place) => Math.abs(Number(title) - place) >= max);
    expect(misplaced).toEqual([]);
    for (const { id, userId } of ids) await test.engine.cancelTrack(userId, id);
  });
});
