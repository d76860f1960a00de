import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PretendBrowser } from '../testing/pretend-browser.ts';
import { PretendHouse } from '../testing/pretend-house.ts';
import { testClock } from '../testing/test-clock.ts';
import { createTransport } from '../transport.ts';
import { silentLog } from '../world.ts';
import { RealtimeSubscriptionManager } from './realtime-subscription-manager.ts';

const trackIds = ['a', 'b', 'c'];
const happenings = [
  'change',
  'change',
  'open',
  'close',
  'leave',
  'freeze',
  'thaw',
  'cut',
  'down',
  'up',
  'wait',
] as const;
const day = fc.array(fc.tuple(fc.constantFrom(...happenings), fc.nat({ max: 11 })), {
  minLength: 8,
  maxLength: 40,
  size: 'max',
});

type Page = ReturnType<typeof openPage>;

function openPage(browser: PretendBrowser, house: PretendHouse) {
  const page = browser.openPage();
  const clock = testClock({ heldFromMs: 0 });
  const transport = createTransport({ baseUrl: '', fetch: house.fetch, clock, log: silentLog });
  const manager = new RealtimeSubscriptionManager({ transport, tabs: page.tabs });
  const told = new Map<string, number>();
  const faults: string[] = [];
  const follow = () =>
    trackIds.map((id) => {
      const mine = new Map<string, number>();
      return manager.subscribeToTrack(id, ({ new: { revision } }) => {
        if (revision <= (mine.get(id) ?? 0)) faults.push(`${id} ${revision} after ${mine.get(id)}`);
        mine.set(id, revision);
        told.set(id, revision);
      });
    });
  let ends = follow();
  return {
    page,
    clock,
    told,
    faults,
    manager,
    /** Leaves for a moment, or for so long that the line is let go. */
    leave() {
      if (ends.length > 0) for (const end of ends.splice(0)) end();
      else ends = follow();
    },
    comeBack() {
      if (ends.length === 0) ends = follow();
    },
  };
}

async function pass(pages: readonly Page[], house: PretendHouse, seconds: number): Promise<void> {
  for (let left = seconds; left > 0; left -= 5) {
    for (const { page, clock } of pages) if (!page.isFrozen) await clock.advance(Math.min(left, 5) * 1000);
    house.beat();
  }
}

it('[RT-2] keeps one line for all pages and loses nothing, whichever of them come, go and freeze', async () => {
  await fc.assert(
    fc.asyncProperty(day, async (happenings) => {
      const house = new PretendHouse();
      const browser = new PretendBrowser();
      for (const id of trackIds) house.change(id);
      const pages = [openPage(browser, house), openPage(browser, house)];
      for (const [what, number] of happenings) {
        const chosen = pages[number % (pages.length || 1)];
        if (what === 'change') house.change(trackIds[number % trackIds.length]!);
        if (what === 'open' && pages.length < 4) pages.push(openPage(browser, house));
        if (what === 'close' && chosen && pages.length > 1) {
          pages.splice(pages.indexOf(chosen), 1);
          browser.close(chosen.page);
          chosen.manager.close();
        }
        // A frozen page does nothing, so it does not leave either.
        if (what === 'leave' && !chosen?.page.isFrozen) chosen?.leave();
        if (chosen && (what === 'freeze' || what === 'thaw')) chosen.page.isFrozen = what === 'freeze';
        if (what === 'cut') house.cut();
        if (what === 'down' || what === 'up') house.isDown = what === 'down';
        if (what === 'wait') await pass(pages, house, [0.1, 1, 2, 5, 20, 60][number % 6]!);
      }
      house.isDown = false;
      for (const page of pages) {
        page.page.isFrozen = false;
        page.comeBack();
      }
      await pass(pages, house, 200);
      expect(house.lines.size).toBe(1);
      const now = Object.fromEntries([...house.tracks].map(([id, { revision }]) => [id, revision]));
      for (const { told, faults, manager } of pages) {
        expect(Object.fromEntries([...told].sort())).toEqual(now);
        expect(faults).toEqual([]);
        manager.close();
      }
      await pass(pages, house, 1);
      expect(house.lines.size).toBe(0);
    }),
    { numRuns: 150 },
  );
});
