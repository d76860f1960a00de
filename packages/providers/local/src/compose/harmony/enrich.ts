import type { Dice } from '../dice.ts';

/** A slot of a progression: one numeral, or two that share its time. */
export type Slot = readonly string[];

const plainTarget = /^(ii|iii|IV|V|vi|iv|bVI|bIII)(maj7|maj9|7|9|add9)?$/;

/** The numeral alone, without its colour. */
const bare = (numeral: string): string => /^[b#]?[IViv]+/.exec(numeral)?.[0] ?? numeral;

/**
 * A second pass over a progression, richer than the first: borrowed fourths, suspended or substituted
 * dominants, a secondary dominant that leans on the next chord. `adventure` is how often, 0–1.
 */
export function enrich(slots: readonly Slot[], adventure: number, major: boolean, dice: Dice): Slot[] {
  return slots.map((slot, i): Slot => {
    const [only] = slot;
    const next = slots[(i + 1) % slots.length]?.[0] ?? '';
    // The first chord stays: a listener needs to hear that the phrase has begun again.
    if (i === 0 || slot.length !== 1 || only === undefined || !dice.chance(adventure)) return slot;
    const here = bare(only);
    if (here === 'IV' && major && bare(next) === 'I') return [only, 'iv6'];
    if (here === 'V' && bare(next).toLowerCase() === 'i') {
      return /13|9|b9/.test(only) && dice.chance(0.5) ? ['bII9'] : ['V7sus4', only];
    }
    if (here === 'I' && major && i === 2) return ['vi7'];
    if (plainTarget.test(next) && bare(next) !== here && !/V7\//.test(only)) {
      return [only, `V7/${bare(next)}`];
    }
    return slot;
  });
}
