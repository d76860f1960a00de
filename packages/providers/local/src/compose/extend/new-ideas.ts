import type { Dealer, Dice } from '../dice.ts';

/** What a song that goes on decides anew; all else, the refrain and the groove above all, is as it was. */
const newRolls = /^(tune-(verse|bridge)-|tune-\w+-solo|drums-|walk-)/;
const newDeals = new Set(['form', 'progression-bridge']);

/** The dice of a song, with other rolls for what its continuation invents. */
export function mixDice(known: Dice, fresh: Dice): Dice {
  return { ...known, fork: (name) => (newRolls.test(name) ? fresh : known).fork(name) };
}

/** The dealer of a song, with other cards for what its continuation invents. */
export function mixDealers(known: Dealer, fresh: Dealer): Dealer {
  return { ...known, deal: (name, items) => (newDeals.has(name) ? fresh : known).deal(name, items) };
}
