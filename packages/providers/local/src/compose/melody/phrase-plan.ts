import type { Dice } from '../dice.ts';
import type { Development } from './motif.ts';

/** One phrase of a tune: which idea, how developed, how it closes. */
export interface PhrasePlan {
  readonly idea: 'a' | 'b';
  readonly development: Development;
  /** `open` ends on a note that wants more, `closed` on the tonic. */
  readonly close: 'open' | 'closed';
}

const phrase = (
  idea: 'a' | 'b',
  development: Development,
  close: 'open' | 'closed' = 'open',
): PhrasePlan => ({
  idea,
  development,
  close,
});

/** Periods of four phrases: statement, answer, contrast, close. */
const periods: readonly (readonly PhrasePlan[])[] = [
  [phrase('a', 'repeat'), phrase('a', 'answer'), phrase('b', 'repeat'), phrase('a', 'answer', 'closed')],
  [
    phrase('a', 'repeat'),
    phrase('a', 'sequence-up'),
    phrase('a', 'fragment'),
    phrase('b', 'repeat', 'closed'),
  ],
  [phrase('a', 'repeat'), phrase('b', 'repeat'), phrase('a', 'sequence-up'), phrase('b', 'answer', 'closed')],
  [
    phrase('a', 'repeat'),
    phrase('a', 'sequence-down'),
    phrase('b', 'sequence-up'),
    phrase('a', 'answer', 'closed'),
  ],
  [phrase('a', 'repeat'), phrase('a', 'invert'), phrase('a', 'fragment'), phrase('a', 'broaden', 'closed')],
];

const hooks: readonly (readonly PhrasePlan[])[] = [
  [phrase('a', 'repeat'), phrase('a', 'repeat'), phrase('a', 'repeat'), phrase('a', 'answer', 'closed')],
  [phrase('a', 'repeat'), phrase('b', 'repeat'), phrase('a', 'repeat'), phrase('b', 'answer', 'closed')],
  [
    phrase('a', 'repeat'),
    phrase('a', 'sequence-down'),
    phrase('a', 'repeat'),
    phrase('b', 'repeat', 'closed'),
  ],
];

/** The phrases of a section. Long sections go round their period; the last phrase always closes. */
export function planPhrases(count: number, hook: boolean, dice: Dice): PhrasePlan[] {
  const period = dice.pick(hook ? hooks : periods);
  const plans = Array.from({ length: count }, (_, i) => period[i % period.length] ?? phrase('a', 'repeat'));
  const last = plans[count - 1];
  if (last) plans[count - 1] = { ...last, close: 'closed' };
  return plans;
}
