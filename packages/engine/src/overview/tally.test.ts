import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentileSeconds } from './latency-steps.ts';
import { tally, type Figure } from './tally.ts';

const stepOf = (seconds: number) => Math.round(8 * Math.log2(seconds));

describe('a percentile of steps', () => {
  it('is the one of the durations themselves, to within a twentieth', () => {
    const durations = fc.array(fc.double({ min: 0.01, max: 5_000, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 1), (seconds, part) => {
        const counts = new Map<number, number>();
        for (const each of seconds) counts.set(stepOf(each), (counts.get(stepOf(each)) ?? 0) + 1);
        const exact = seconds.toSorted((a, b) => a - b)[Math.ceil(part * seconds.length - 1e-9) - 1]!;
        const found = percentileSeconds(counts, part)!;
        expect(Math.abs(found - exact) / exact).toBeLessThan(0.05);
      }),
    );
  });

  it('is nothing of nothing', () => {
    expect(percentileSeconds(new Map(), 0.5)).toBeNull();
  });
});

describe('a tally', () => {
  const figure = (name: string, amounts: Figure['amounts'], provider = 'far'): Figure => ({
    provider,
    name,
    amounts,
  });

  it('judges by what ended of itself, and not by what was asked for', () => {
    const { successRate, failed } = tally([
      figure('completed', { '': 6 }),
      figure('completed', { '': 3 }, 'near'),
      figure('cancelled', { '': 40 }),
      figure('failed', { PROVIDER_ERROR: 1, MODERATED: 30, ARTIST_NAME_NOT_ALLOWED: 2 }),
    ]);
    expect(successRate).toBe(0.9);
    expect(failed).toEqual({ PROVIDER_ERROR: 1, MODERATED: 30, ARTIST_NAME_NOT_ALLOWED: 2 });
  });

  it('knows no rate where nothing ended, and zeros where nothing happened', () => {
    expect(tally([figure('failed', { MODERATED: 2 })]).successRate).toBeNull();
    expect(tally([])).toEqual({
      admitted: 0,
      completed: 0,
      failed: {},
      cancelled: 0,
      successRate: null,
      latencySeconds: { p50: null, p95: null },
      creditsCharged: 0,
      creditsRefunded: 0,
      newUsers: 0,
    });
  });
});
