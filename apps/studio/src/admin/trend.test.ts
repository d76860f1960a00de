import { describe, expect, it } from 'vitest';
import { emptyBooks, figuresOf } from '../../test/scripted-books.ts';
import { trendOfSum, trendOfValue } from './trend.ts';

/** Figures of a day in which each point so many hours back had so much. */
function figures(
  completed: (before: number) => number,
  rate: (before: number) => number | null = () => null,
) {
  const books = emptyBooks();
  books.tally = (before) => ({
    completed: completed(before),
    successRate: rate(before),
    latencySeconds: { p50: rate(before), p95: null },
  });
  return figuresOf(books, '24h');
}
const ofCompleted = (made: ReturnType<typeof figures>) => trendOfSum(made, ({ completed }) => completed);

describe('a trend', () => {
  it('is even where every hour was the same, though the last is not over', () => {
    expect(ofCompleted(figures((before) => (before === 0 ? 0 : 10)))).toEqual({ kind: 'same', change: 0 });
  });

  it('is by how much there was more or less', () => {
    expect(ofCompleted(figures((before) => (before < 24 ? 12 : 10)))).toMatchObject({ kind: 'more' });
    expect(ofCompleted(figures((before) => (before < 24 ? 12 : 10)))!.change).toBeCloseTo(0.2, 6);
    expect(ofCompleted(figures((before) => (before < 24 ? 5 : 10)))).toEqual({ kind: 'less', change: 0.5 });
  });

  it('is news after nothing, and nothing after nothing', () => {
    expect(ofCompleted(figures((before) => (before < 24 ? 1 : 0)))).toEqual({ kind: 'new', change: 0 });
    expect(ofCompleted(figures(() => 0))).toBeNull();
  });

  it('of a part is in parts of the whole, of an amount in parts of itself', () => {
    const halved = figures(
      () => 1,
      (before) => (before < 24 ? 0.4 : 0.8),
    );
    expect(trendOfValue(halved, ({ successRate }) => successRate, 'part')!.change).toBeCloseTo(0.4, 6);
    expect(trendOfValue(halved, ({ latencySeconds }) => latencySeconds.p50, 'amount')).toEqual({
      kind: 'less',
      change: 0.5,
    });
    expect(
      trendOfValue(
        figures(() => 1),
        ({ successRate }) => successRate,
        'part',
      ),
    ).toBeNull();
  });
});
