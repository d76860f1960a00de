import { describe, expect, it } from 'vitest';
import { barsBetween, tallestBar } from './bars-between.ts';
import { regionBetween } from './mark.ts';
import { boundRegion, hasRoom, nextStop, regionFault, snapped } from '../../tracks/region-bounds.ts';
import { rulerTicks } from './ruler-ticks.ts';
import { formOfLyrics, kindOf, lyricsParts } from './song-form.ts';
import { followView, isWhole, panView, secondsAt, shareOf, wholeView, zoomView } from './wave-view.ts';

describe('the part of a song that is shown', () => {
  it('keeps what it is zoomed around where it is, and never leaves the song', () => {
    const whole = wholeView(120);
    const near = zoomView(whole, 0.5, 30, 120);
    expect(near.to - near.from).toBe(60);
    expect(shareOf(near, 30)).toBeCloseTo(shareOf(whole, 30));
    expect(zoomView({ from: 100, to: 120 }, 2, 119, 120).to).toBe(120);
    expect(isWhole(zoomView(near, 10, 30, 120), 120)).toBe(true);
    expect(zoomView(whole, 1e-9, 60, 120).to).toBeCloseTo(63);
    expect(panView(near, -1000, 120).from).toBe(0);
    expect(panView(near, 1000, 120).to).toBe(120);
    expect(secondsAt(near, shareOf(near, 42))).toBeCloseTo(42);
  });

  it('stays while the playhead can be seen, and goes on a page with it', () => {
    const view = { from: 0, to: 20 };
    expect(followView(view, 20, 120)).toBe(view);
    const next = followView(view, 20.1, 120);
    expect(next.from).toBeCloseTo(18.5);
    expect(followView(view, 119, 120)).toEqual({ from: 100, to: 120 });
  });

  it('has a label every so many pixels, on whole seconds', () => {
    const labels = (from: number, to: number) =>
      rulerTicks({ from, to }, 1000)
        .filter(({ isLabelled }) => isLabelled)
        .map(({ seconds }) => seconds);
    expect(labels(0, 60)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]);
    expect(labels(0, 240)).toEqual(Array.from({ length: 9 }, (_, at) => at * 30));
    expect(labels(10.4, 16.4)).toEqual([11, 12, 13, 14, 15, 16]);
  });

  it('draws a part as tall as it is in the whole song', () => {
    const peaks = [0.1, 0.1, 0.2, 0.2, 1, 1, 0.5, 0.5];
    const whole = barsBetween(peaks, 0, 1, 4);
    expect(barsBetween(peaks, 0.5, 1, 2)).toEqual(whole.slice(2));
    expect(tallestBar(peaks)).toBe(Math.max(...whole));
    expect(barsBetween([], 0, 1, 3)).toEqual([0, 0, 0]);
  });
});

describe('a marked region', () => {
  const bounds = { secondsMin: 10, shareMax: 0.5, besideSecondsMin: 12 };

  it.each([
    [
      { from: 20, to: 29.9 },
      { kind: 'too-short', seconds: 10 },
    ],
    [
      { from: 20, to: 71 },
      { kind: 'too-long', seconds: 50 },
    ],
    [
      { from: 11.9, to: 30 },
      { kind: 'too-early', seconds: 12 },
    ],
    [
      { from: 60, to: 88.1 },
      { kind: 'too-late', seconds: 12 },
    ],
    [{ from: 12, to: 62 }, null],
    [{ from: 78, to: 88 }, null],
  ])('%j of 100 s is judged as the provider would: %j', (region, fault) => {
    expect(regionFault(region, bounds, 100)).toEqual(fault);
  });

  it('is brought to what the provider takes, wherever it was, and where it has no bounds is left', () => {
    for (let from = 0; from < 100; from += 3.7) {
      for (const length of [0.1, 7, 33.33, 90]) {
        const fitted = boundRegion({ from, to: Math.min(100, from + length) }, bounds, 100);
        expect(regionFault(fitted, bounds, 100), `${from} + ${length}`).toBeNull();
      }
    }
    expect(boundRegion({ from: 3, to: 4 }, undefined, 100)).toEqual({ from: 3, to: 4 });
    expect(regionFault({ from: 0, to: 1 }, undefined, 100)).toBeNull();
  });

  it('is not to be had of a song that is too short for any', () => {
    expect(hasRoom(bounds, 34)).toBe(true);
    expect(hasRoom(bounds, 33.9)).toBe(false);
    expect(hasRoom({ ...bounds, besideSecondsMin: 0 }, 19)).toBe(false);
    expect(hasRoom(undefined, 1)).toBe(true);
  });

  it('is the same whichever way it was drawn, within the song, and never empty', () => {
    expect(regionBetween(30, 20, 100)).toEqual({ kind: 'region', from: 20, to: 30 });
    expect(regionBetween(-5, 130, 100)).toEqual({ kind: 'region', from: 0, to: 100 });
    expect(regionBetween(100, 100, 100)).toEqual({ kind: 'region', from: 99.9, to: 100 });
  });

  it('snaps to the nearest stop within reach, and goes from stop to stop', () => {
    expect(snapped(10.4, [0, 10, 20], 1)).toBe(10);
    expect(snapped(12, [0, 10, 20], 1)).toBe(12);
    expect(nextStop(10, [20, 0, 10], 1)).toBe(20);
    expect(nextStop(10, [20, 0, 10], -1)).toBe(0);
    expect(nextStop(20, [20, 0, 10], 1)).toBe(20);
  });
});

describe('the form of a song whose provider does not tell it', () => {
  const lyrics =
    '[Verse 1]\nHarbour lights at four\n\n[Chorus]\nCarry me over\n[Chorus]\nCarry me over\n[Solo]';

  it('is read from headed lyrics', () => {
    expect(lyricsParts(`Hum\n${lyrics}`).map(({ label, lines }) => [label, lines.length])).toEqual([
      ['', 1],
      ['Verse 1', 1],
      ['Chorus', 1],
      ['Chorus', 1],
      ['Solo', 0],
    ]);
    expect(kindOf('Pre-Chorus 2 (softly)')).toBe('pre-chorus');
    expect(kindOf('PreChorus')).toBe('pre-chorus');
    expect(kindOf('Guitar Solo: slow')).toBe('guitar-solo');
    expect(lyricsParts(null)).toEqual([]);
  });

  it('begins each section where its first line is sung, with an intro before the first word', () => {
    const sung = 'harbour lights at four, Carry me over! carry me over'.split(' ');
    const words = sung.map((text, at) => ({ text, startSeconds: 8 + at * 2, endSeconds: 9 + at * 2 }));
    expect(formOfLyrics(lyrics, words, 40)).toEqual([
      { kind: 'intro', label: 'Intro', startSeconds: 0, endSeconds: 8 },
      { kind: 'verse', label: 'Verse 1', startSeconds: 8, endSeconds: 16 },
      { kind: 'chorus', label: 'Chorus', startSeconds: 16, endSeconds: 22 },
      { kind: 'chorus', label: 'Chorus', startSeconds: 22, endSeconds: 40 },
    ]);
    expect(formOfLyrics(lyrics, null, 40)).toEqual([]);
    expect(formOfLyrics('no headings at all', words, 40)).toEqual([]);
  });
});
