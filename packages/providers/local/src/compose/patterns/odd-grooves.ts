import type { DrumFamily, GrooveSet } from './groove.ts';

type OddFamily = DrumFamily['odd'];

/** Waltz drumming: one is low, two and three are high. */
export const threeFourGrooves: Readonly<Record<OddFamily, GrooveSet>> = {
  band: {
    light: [{ kick: 'x-----------', hat: '----o---o---' }],
    main: [
      { kick: 'X-----------', snare: '--------x---', hat: 'x-o-x-o-x-o-' },
      { kick: 'X-------o---', snare: '----x---x---', hat: 'x-o-x-o-x-o-' },
    ],
    full: [
      { kick: 'X-----x-----', snare: '----X---X---', ride: 'X-x-X-x-X-x-' },
      { kick: 'X---------x-', snare: '--------X-g-', ride: 'X-x-x-x-X-x-', tambourine: '----x---x---' },
    ],
    half: [{ kick: 'X-----------', rim: '--------x---', hat: 'o---o---o---' }],
  },
  brush: {
    light: [{ ride: 'x---o---o---', pedalHat: '----o---o---' }],
    main: [
      { kick: 'o-----------', ride: 'x---x-o-x---', pedalHat: '----o---o---', snare: '------?-----' },
      { kick: 'o---------g-', ride: 'x-o-x---x-o-', pedalHat: '----o---o---' },
    ],
    full: [
      { kick: 'x-------o---', ride: 'X---x-x-x-o-', pedalHat: '----x---x---', snare: '--g---o---g-' },
      { kick: 'x-----o-----', ride: 'X-o-x---x-o-', pedalHat: '----x---x---', rim: '------o-----' },
    ],
    half: [{ ride: 'x-------o---', pedalHat: '----o-------' }],
  },
  machine: {
    light: [{ kick: 'X-----------', hat: '----o---o---' }],
    main: [
      { kick: 'X-----------', clap: '--------x---', hat: 'o-x-o-x-o-x-' },
      { kick: 'X-------x---', clap: '----x-------', hat: 'oox-oox-oox-' },
    ],
    full: [
      { kick: 'X---X---X---', clap: '--------X---', openHat: '--x---x---x-', hat: 'o-o-o-o-o-o-' },
      { kick: 'X-----x-----', snare: '--------X---', hat: 'xoxoxoxoxoxo', openHat: '----------x-' },
    ],
    half: [{ kick: 'X-----------', rim: '--------x---' }],
  },
  orchestra: {
    light: [{ triangle: 'o-----------' }],
    main: [{ bassDrum: 'o-----------', triangle: '----g---g---' }],
    full: [
      { timpani: 'X-----------', bassDrum: 'x-----------', snare: '----o---o---', triangle: 'o---o---o---' },
      { timpani: 'X-------x---', bassDrum: 'x-----------', snare: '----o-ggo---' },
    ],
    half: [{ timpani: 'o-----------' }],
  },
};

/** Six-eight drumming: two slow beats of three. */
export const sixEightGrooves: Readonly<Record<OddFamily, GrooveSet>> = {
  band: {
    light: [{ kick: 'x-----------', hat: 'x-o-o-x-o-o-' }],
    main: [
      { kick: 'X-----------', snare: '------X-----', hat: 'x-o-o-x-o-o-' },
      { kick: 'X-------o-o-', snare: '------X-----', hat: 'x-o-o-x-o-o-' },
    ],
    full: [
      { kick: 'X---x---x---', snare: '------X-----', ride: 'X-x-x-X-x-x-' },
      { kick: 'X---------x-', snare: '------X---g-', ride: 'X-x-x-X-x-x-', tambourine: '------x-----' },
    ],
    half: [{ kick: 'X-----------', rim: '------x-----', hat: 'o-----o-----' }],
  },
  brush: {
    light: [{ ride: 'x-----o-----', pedalHat: '------o-----' }],
    main: [{ kick: 'o-----------', ride: 'x-o-o-x-o-o-', pedalHat: '------o-----', snare: '----?-----?-' }],
    full: [{ kick: 'x-------o---', ride: 'X-o-x-X-o-x-', pedalHat: '------x-----', snare: '----g-o---g-' }],
    half: [{ ride: 'x-----o---o-' }],
  },
  machine: {
    light: [{ kick: 'X-----------', hat: 'o-o-o-o-o-o-' }],
    main: [{ kick: 'X-----------', clap: '------X-----', hat: 'x-o-o-x-o-o-' }],
    full: [{ kick: 'X-----X-----', clap: '------X-----', hat: 'xoxoxoxoxoxo', openHat: '----x-----x-' }],
    half: [{ kick: 'X-----------', rim: '------x-----' }],
  },
  orchestra: {
    light: [{ triangle: 'o-----------' }],
    main: [{ bassDrum: 'o-----------', snare: '------g-ggg-' }],
    full: [{ timpani: 'X-----x-----', bassDrum: 'X-----------', snare: '----o-o-ooo-' }],
    half: [{ timpani: 'o-----------' }],
  },
};
