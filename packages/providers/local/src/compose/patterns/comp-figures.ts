/** Names of the chord figures. */
export type CompFigure =
  | 'held'
  | 'swell'
  | 'quarters'
  | 'eighths'
  | 'backbeat'
  | 'offbeat'
  | 'charleston'
  | 'stabs'
  | 'house-stabs'
  | 'strum'
  | 'strum-soft'
  | 'chug'
  | 'skank'
  | 'funk-scratch'
  | 'bossa'
  | 'lofi-keys'
  | 'ballad'
  | 'broken'
  | 'alberti'
  | 'nocturne'
  | 'pick'
  | 'arp-up'
  | 'arp-wave'
  | 'arp-sixteenth'
  | 'arp-synth'
  | 'ostinato'
  | 'waltz'
  | 'sparkle'
  | 'soul-keys'
  | 'power'
  | 'pulse';

/**
 * One or two bars a row. `X` accented chord, `x` chord, `o` soft chord, `b` the chord's bass note below,
 * `0`–`9` one voice of the chord from the bottom (beyond the top it wraps an octave up), `-` hold, `.` rest.
 */
export const compRows: Readonly<
  Record<CompFigure, { four: readonly string[]; three: readonly string[]; six: readonly string[] }>
> = {
  held: { four: ['X---------------'], three: ['X-----------'], six: ['X-----------'] },
  swell: { four: ['o---------------'], three: ['o-----------'], six: ['o-----------'] },
  quarters: { four: ['X---x---x---x---'], three: ['X---x---x---'], six: ['X-----x-----'] },
  eighths: {
    four: ['X-x-x-x-X-x-x-x-', 'X-o-x-o-X-o-x-o-'],
    three: ['X-x-x-x-x-x-'],
    six: ['X-x-x-X-x-x-'],
  },
  backbeat: { four: ['....x.......x...'], three: ['....x...x...'], six: ['......x.....'] },
  offbeat: { four: ['..x...x...x...x.'], three: ['..x...x...x.'], six: ['..x-x-..x-x-'] },
  charleston: {
    four: [
      'x-----x-........',
      '..x.......x---..',
      'x.....x.....x---',
      '......x-....x.x.',
      '....x-----x-....',
    ],
    three: ['x-----x-....', '....x---x-..', '..x-....x-..'],
    six: ['x---....x-..', '....x-..x-..'],
  },
  stabs: {
    four: ['X.....x...x.....', 'X..x......x.....', 'X...........x.x.', '..X..x....X.....'],
    three: ['X.....x.....', '....X.x.....'],
    six: ['X...x.....x.'],
  },
  'house-stabs': {
    four: ['..X...X...X..x..', 'X..X..X...x..x..', '..X..X....X..X..', 'x..X..x..X..x...'],
    three: ['..X...X...X.'],
    six: ['..X..X..X...'],
  },
  strum: {
    four: ['X---x-o-.-x-x-o-', 'X---x-x-..x-x-x-', 'X-o-x-o-X-o-x-o-'],
    three: ['X---x-o-x-o-', 'X---x---x-x-'],
    six: ['X---o-x---o-', 'X-o-o-x-o-o-'],
  },
  'strum-soft': {
    four: ['x-------o---o-o-', 'x-----o-..o-x---'],
    three: ['x---o---o---'],
    six: ['x---o-o---o-'],
  },
  chug: {
    four: ['X.x.x.X.x.x.X.x.', 'X.xxX.xxX.xxX.x.', 'X.x.X.x.x.X.x.x.'],
    three: ['X.x.x.x.x.x.'],
    six: ['X.xxX.X.xxX.'],
  },
  skank: { four: ['....X.......X...', '..x...x...x...x.'], three: ['....X...X...'], six: ['....x.....x.'] },
  'funk-scratch': {
    four: ['x..o.ox...o.x.o.', 'X.o..ox.o.X..ox.', '..x.o.X...xo..x.', '..X...ox..X..o..'],
    three: ['x..o.ox...o.'],
    six: ['x..o.ox...o.'],
  },
  bossa: {
    four: ['x-..x-..x-..x---', '..x---x-..x-..x-', 'x-..x---..x-..x-', 'x---..x-..x---..'],
    three: ['x-..x-..x---'],
    six: ['x---x-..x-..'],
  },
  'lofi-keys': {
    four: [
      'x---------..o---',
      'x-----o-----....',
      '..x-----....o---',
      'x-------..x-----',
      'x---....x-----o-',
    ],
    three: ['x-------o---', '..x-----o---'],
    six: ['x-----o-----', 'x---..o---..'],
  },
  'soul-keys': {
    four: ['x-----.ox---....', '..x---..x-o-..x-', 'x-..o-x-....x---', 'x---..x---.o..x-'],
    three: ['x-----.ox---', 'x---o-..x---'],
    six: ['x---o-x-----', '..x---x---o-'],
  },
  ballad: {
    four: ['x-..o-..x-..o-..', 'x---o---x---o-o-', 'x---------x-o---'],
    three: ['x---o---o---'],
    six: ['x-..o-x-..o-'],
  },
  broken: {
    four: ['0-1-2-3-2-1-2-3-', 'b-1-2-1-3-1-2-1-', 'b-0-1-2-3-2-1-2-'],
    three: ['b-0-1-2-1-0-', 'b-1-2-3-2-1-'],
    six: ['b-0-1-2-1-0-', 'b-0-2-3-2-0-'],
  },
  alberti: {
    four: ['0-2-1-2-0-2-1-2-', '0-2-1-2-0-3-1-3-'],
    three: ['0-2-1-2-1-2-', 'b---x---o---'],
    six: ['0-1-2-2-1-0-', '0-2-1-0-2-1-'],
  },
  nocturne: {
    four: ['b-0-1-2-3-2-1-0-', 'b-1-2-4-3-2-1-2-', 'b-0-2-3-2-0-2-1-'],
    three: ['b-0-1-2-3-2-', 'b-1-2-4-2-1-', 'b---o---o---'],
    six: ['b-0-1-3-2-1-', 'b-1-2-4-2-1-'],
  },
  pick: {
    four: ['b-2-1-3-b-2-1-3-', 'b---2-1-3---2-1-', 'b-1-2-3-1-2-3-2-', '0-2-3-1-2-3-2-1-'],
    three: ['b-1-2-3-2-1-', 'b-2-1-3-2-1-'],
    six: ['b-1-2-3-2-1-', 'b-2-3-b-3-2-'],
  },
  'arp-up': {
    four: ['0-1-2-3-0-1-2-3-', '0-1-2-4-3-2-1-2-'],
    three: ['0-1-2-3-2-1-'],
    six: ['0-1-2-3-2-1-'],
  },
  'arp-wave': {
    four: ['0-2-4-5-4-2-4-2-', '0-1-3-4-5-4-3-1-', '4-3-2-1-0-1-2-3-'],
    three: ['0-2-4-5-4-2-'],
    six: ['0-2-4-5-4-2-'],
  },
  'arp-sixteenth': {
    four: ['0123012301230123', '0213021302130243', '0120312031203120', '3210321032104321'],
    three: ['012301230123', '021302130213'],
    six: ['012345012345', '024531024531'],
  },
  'arp-synth': {
    four: ['0.12.0.23.10.23.', '0.3.1.2.0.3.1.4.', '0..2..3..1..2.3.', '00.1.02.00.3.24.'],
    three: ['0.12.0.23.1.', '0..2..3..1..'],
    six: ['0.12.30.12.3'],
  },
  ostinato: {
    four: ['0-0-2-0-1-0-2-0-', '0-2-1-2-0-2-1-2-', '002-102-002-103-'],
    three: ['0-2-1-0-2-1-', '0-0-2-0-1-0-'],
    six: ['0-0-2-1-0-2-', '0-2-1-0-2-1-'],
  },
  waltz: {
    four: ['b---x---x---x---', 'b---x---5---x---'],
    three: ['b---x---x---', 'b---x---o---'],
    six: ['b---o-x---o-'],
  },
  sparkle: {
    four: ['....5-......4...', '..6-....4-......', '......7-4-......', '..........5-7-8-'],
    three: ['....5-..4-..', '..6-....4-..'],
    six: ['....5-....4-', '..6-..4-....'],
  },
  power: { four: ['X-------X-----x-', 'X-----X-----X---'], three: ['X-------x---'], six: ['X-----X---x-'] },
  pulse: { four: ['x.o.x.o.x.o.x.o.', 'x.oox.oox.oox.oo'], three: ['x.o.x.o.x.o.'], six: ['x.o.o.x.o.o.'] },
};
