import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixFormat } from './mix-format.ts';
import { frameAt, playWindow, type LoopFrames, type PlayWindow } from './play-window.ts';
import { audibleLevels, isAsRecorded, newStrip, type Strip } from './strip.ts';

/** Everything that sounds from a frame on, for as long as `most` windows. */
function windowsFrom(
  from: number,
  frames: number,
  loop: LoopFrames | null,
  windowFrames: number,
  most: number,
): PlayWindow[] {
  const windows: PlayWindow[] = [];
  let next: Omit<PlayWindow, 'frames'> | null = { clockFrame: 1_000, from };
  while (next && windows.length < most) {
    const step = playWindow(next, { frames, loop, windowFrames });
    if (!step) break;
    windows.push(step.window);
    next = step.next;
  }
  return windows;
}

describe('windows of a song', () => {
  it('follow one another on the clock without a gap or an overlap, and turn back on the very frame', () => {
    const song = fc.record({
      frames: fc.integer({ min: 1, max: 5_000 }),
      windowFrames: fc.integer({ min: 1, max: 700 }),
      from: fc.nat({ max: 5_000 }),
      loop: fc.option(fc.record({ from: fc.nat({ max: 5_000 }), to: fc.nat({ max: 5_000 }) })),
    });
    fc.assert(
      fc.property(song, ({ frames, windowFrames, from, loop }) => {
        const windows = windowsFrom(from, frames, loop, windowFrames, 60);
        for (const [index, { clockFrame, from: at, frames: count }] of windows.entries()) {
          expect(count).toBeGreaterThan(0);
          expect(at + count).toBeLessThanOrEqual(frames);
          const before = windows[index - 1];
          if (!before) continue;
          expect(clockFrame).toBe(before.clockFrame + before.frames);
          const end = before.from + before.frames;
          const isLoop = loop !== null && loop.from < loop.to;
          const turnsBack = isLoop && before.from < loop.to && end === Math.min(loop.to, frames);
          expect(at).toBe(turnsBack ? loop.from : end);
        }
      }),
    );
  });

  it('end with the song where nothing is looped', () => {
    const windows = windowsFrom(250, 1_000, null, 300, 99);
    expect(windows.map(({ from, frames }) => [from, frames])).toEqual([
      [250, 300],
      [550, 300],
      [850, 150],
    ]);
  });

  it('say which frame is heard, over a turn back too', () => {
    const windows = windowsFrom(80, 1_000, { from: 50, to: 100 }, 300, 3);
    expect([990, 1_000, 1_019, 1_020, 1_069].map((clock) => frameAt(windows, clock))).toEqual([
      80, 80, 99, 50, 99,
    ]);
    expect(frameAt([], 5)).toBe(0);
  });
});

describe('what is heard of the stems', () => {
  const strips = (...changes: Partial<Strip>[]) =>
    changes.map((change, at) => ({ ...newStrip(`s${at}`), ...change }));

  it('is everything but the muted, or the soloed alone; a mute holds against a solo', () => {
    expect(audibleLevels(strips({}, { isMuted: true }, { level: 0.5 }))).toEqual([1, 0, 0.5]);
    expect(audibleLevels(strips({}, { isSoloed: true }, { level: 0.5 }))).toEqual([0, 1, 0]);
    expect(audibleLevels(strips({}, { isSoloed: true, isMuted: true }))).toEqual([0, 0]);
    expect(isAsRecorded(strips({}, {}))).toBe(true);
    expect(isAsRecorded(strips({}, { level: 0.95 }))).toBe(false);
  });
});

describe('stems in memory', () => {
  it('are as good as the machine has room for', () => {
    const stereo = { channelCount: 2, sampleRateHz: null };
    const mono = { channelCount: 1, sampleRateHz: null };
    expect(mixFormat(240, 5, false)).toEqual(stereo);
    expect(mixFormat(240, 5, true)).toEqual(mono);
    expect(mixFormat(240, 12, false)).toEqual(mono);
    expect(mixFormat(240, 12, true)).toEqual({ channelCount: 1, sampleRateHz: 24_000 });
    expect(mixFormat(120, 2, true)).toEqual(stereo);
  });
});
