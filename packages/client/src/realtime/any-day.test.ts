import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PretendHouse } from '../testing/pretend-house.ts';
import { testClock } from '../testing/test-clock.ts';
import { createTransport } from '../transport.ts';
import { silentLog } from '../world.ts';
import { RealtimeSubscriptionManager, type TrackChange } from './realtime-subscription-manager.ts';

const trackIds = ['a', 'b', 'c', 'd'];

/** What may happen, each with a number that says to whom or for how long. */
const happenings = [
  'change',
  'change',
  'change',
  'cut',
  'deafen',
  'down',
  'mute',
  'up',
  'forget history',
  'listen',
  'listen to all',
  'leave',
  'wait',
  'wait',
  'wake',
] as const;
type Happening = readonly [(typeof happenings)[number], number];
const day = fc.array(fc.tuple(fc.constantFrom(...happenings), fc.nat({ max: 11 })), {
  minLength: 10,
  maxLength: 60,
  size: 'max',
});

interface Listener {
  readonly trackId: string | null;
  /** The newest revision it was told of, by track. */
  readonly told: Map<string, number>;
  /** What it must hear of at least: what changed while the line was up. */
  readonly owed: Set<string>;
  leave(): void;
}

/** One manager in a house of faults. */
function openDay() {
  const house = new PretendHouse();
  const clock = testClock({ heldFromMs: 0 });
  const transport = createTransport({ baseUrl: '', fetch: house.fetch, clock, log: silentLog });
  const wakers = new Set<() => void>();
  const onWake = (waker: () => void) => {
    wakers.add(waker);
    return () => wakers.delete(waker);
  };
  const manager = new RealtimeSubscriptionManager({ transport, tabs: null, onWake });
  const listeners: Listener[] = [];
  const faults: string[] = [];
  let state = '';
  manager.onConnection((now) => (state = now));

  function listen(trackId: string | null): void {
    const told = new Map<string, number>();
    const hear = ({ eventType, new: track }: TrackChange) => {
      const before = told.get(track.id);
      const isRight = eventType === (before === undefined ? 'INSERT' : 'UPDATE');
      if (!isRight || track.revision <= (before ?? 0)) {
        faults.push(`${eventType} of ${track.revision} after ${before}`);
      }
      told.set(track.id, track.revision);
    };
    const leave =
      trackId === null ? manager.subscribeToTracks(hear) : manager.subscribeToTrack(trackId, hear);
    listeners.push({ trackId, told, owed: new Set(), leave });
  }

  async function pass(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= 5) {
      await clock.advance(Math.min(left, 5) * 1000);
      house.beat();
      expect(house.lines.size).toBeLessThanOrEqual(1);
    }
  }

  function change(id: string): void {
    if (house.tracks.get(id)?.status === 'completed') return;
    house.change(id);
    // Before the first list is read, what has come to its end is history as far as the client can tell.
    if (state === 'live' && house.listCount > 0)
      for (const { trackId, owed } of listeners) if (trackId === null) owed.add(id);
  }

  return { house, manager, listeners, faults, wakers, listen, pass, change };
}

async function play(happening: Happening, { house, listeners, wakers, ...day }: ReturnType<typeof openDay>) {
  const [what, number] = happening;
  const id = trackIds[number % trackIds.length]!;
  if (what === 'change') day.change(id);
  if (what === 'cut') house.cut();
  if (what === 'deafen') for (const line of house.lines) line.isDeaf = true;
  if (what === 'down' || what === 'mute' || what === 'up') {
    house.isDown = what === 'down';
    house.isMute = what === 'mute';
  }
  if (what === 'forget history') house.forgetHistory();
  if (what === 'listen' && house.tracks.has(id)) day.listen(id);
  if (what === 'listen to all') day.listen(null);
  if (what === 'leave') listeners.splice(number % (listeners.length || 1), 1)[0]?.leave();
  if (what === 'wait') await day.pass([0.2, 1, 2, 5, 20, 60][number % 6]!);
  if (what === 'wake') for (const waker of [...wakers]) waker();
}

it('[RT-2] loses nothing and tells nothing twice, on whatever day', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(day, async (happenings) => {
      const day = openDay();
      const { house, manager, listeners, faults, pass } = day;
      for (const id of trackIds.slice(0, 2)) house.change(id);
      for (const happening of happenings) await play(happening, day);
      Object.assign(house, { isDown: false, isMute: false });
      await pass(150);
      for (const { trackId, told, owed } of listeners) {
        for (const id of trackId === null ? owed : [trackId]) {
          expect([id, told.get(id)]).toEqual([id, house.tracks.get(id)!.revision]);
        }
      }
      expect(faults).toEqual([]);
      manager.close();
      await pass(1);
      expect(house.lines.size).toBe(0);
    }),
    { numRuns: 150 },
  );
});
