import type { FillKind, Groove } from './groove.ts';

/** Fills of half a bar (eight steps); they end a section, right-aligned to its last bar. */
export const fills: Readonly<Record<FillKind, readonly Groove[]>> = {
  toms: [
    { snare: 'x-x-----', tomHigh: '----x---', tomMid: '-----xx-', tomLow: '------Xx', kick: 'x---x---' },
    { snare: 'X-gx----', tomHigh: '----xx--', tomLow: '------XX', kick: 'x---x---' },
    { tomHigh: 'x-x-----', tomMid: '---x-x--', tomLow: '------XX', kick: 'x-------' },
  ],
  snare: [
    { snare: '----xoxX', kick: 'x-------' },
    { snare: 'x--x--XX', kick: 'x--x--x-' },
    { snare: '--x-xxXx', kick: 'x-------' },
  ],
  roll: [{ snare: 'ggooxxXX' }, { snare: 'g-o-x-XX', clap: '------XX' }],
  hats: [
    { hat: 'ooooxxxx', openHat: '-------x' },
    { hat: 'x-xoxoxx', snare: '------xX' },
  ],
  brush: [
    { snare: '----o-xo', kick: '------x-' },
    { snare: 'o-go--x-', ride: 'x---x---' },
  ],
  timpani: [{ timpani: 'ggooxxXX', snare: '----ggox' }, { timpani: '----oxXX' }],
  percussion: [
    { congaHigh: 'x-xx-x--', congaLow: '------Xx' },
    { bongoHigh: 'xx-xx---', bongoLow: '-----xX-', snare: '-------x' },
  ],
  // Silence is the strongest of fills before a drop.
  'drop-out': [{}],
};
