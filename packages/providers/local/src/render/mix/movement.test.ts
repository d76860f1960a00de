import { describe, expect, it } from 'vitest';
import { shortScore } from '../short-score.ts';
import { Curve } from './curve.ts';
import { duckedGain, SideChain } from './side-chain.ts';
import { SweepFilter } from './sweep-filter.ts';

describe('what moves in a mix', () => {
  it('[PRO-7] follows an automation in straight lines and stands still outside it', () => {
    const curve = new Curve([
      { atSeconds: 1, value: 0.2 },
      { atSeconds: 3, value: 1 },
    ]);
    expect([0, 1, 2, 3, 9].map((t) => Number(curve.at(t).toFixed(6)))).toEqual([0.2, 0.2, 0.6, 1, 1]);
  });

  it('[PRO-7] pushes parts down on every kick and lets them come back before the next', () => {
    const score = shortScore(14);
    const kicks = score.parts[0]!.notes.filter((note) => note.pitch === 36);
    const sideChain = new SideChain(score);
    for (const kick of kicks) {
      expect(sideChain.push(kick.startSeconds)).toBeCloseTo(1, 1);
      expect(sideChain.push(kick.startSeconds + 0.9 / (score.bpm / 60))).toBeLessThan(0.1);
    }
    expect(duckedGain(0, 1)).toBe(1);
    expect(duckedGain(1, 1)).toBeLessThan(0.2);
  });

  it('[PRO-7] takes the treble away when brightness closes, and nothing when it is open', () => {
    const energyAt = (brightness: number) => {
      const left = Float32Array.from({ length: 4410 }, (_, i) => Math.sin((2 * Math.PI * 5000 * i) / 44100));
      new SweepFilter().process(left, left.slice(), 0, left.length, brightness);
      return left.reduce((sum, sample) => sum + sample * sample, 0);
    };
    expect(energyAt(0.2)).toBeLessThan(0.001 * energyAt(1));
    expect(energyAt(1)).toBeGreaterThan(2150);
  });
});
