/** Names of the bass figures; `walk`, `pedal` and `root` are written by rule and have no rows. */
export type BassFigure =
  | 'bass-root'
  | 'bass-eighths'
  | 'bass-two'
  | 'bass-push'
  | 'bass-offbeat'
  | 'bass-rolling'
  | 'bass-funk'
  | 'bass-slap'
  | 'bass-octaves'
  | 'bass-808'
  | 'bass-sparse'
  | 'bass-reese'
  | 'bass-bossa'
  | 'bass-reggae'
  | 'bass-shuffle'
  | 'bass-walk'
  | 'bass-pedal'
  | 'bass-gallop'
  | 'bass-soul';

/**
 * One or two bars a row. `R` root, `r` a lighter root, `5` fifth, `8` octave, `3` third, `7` the chord's
 * seventh or sixth, `a` a step that leads into the next chord, `-` hold, `.` rest. Where the harmony changes
 * inside a bar the figure follows it.
 */
export const bassRows: Readonly<
  Record<BassFigure, { four: readonly string[]; three: readonly string[]; six: readonly string[] }>
> = {
  'bass-root': { four: ['R---------------'], three: ['R-----------'], six: ['R-----------'] },
  'bass-eighths': {
    four: ['R.r.r.r.R.r.r.r.', 'R.r.r.r.R.r.r.a.'],
    three: ['R.r.r.r.r.r.'],
    six: ['R.r.r.R.r.a.'],
  },
  'bass-two': {
    four: ['R-----..5-----..', 'R-----..5-----a.', 'R-------5---a---'],
    three: ['R-----------', 'R-------5---'],
    six: ['R-----5-----'],
  },
  'bass-push': {
    four: ['R-----R---..5-R-', 'R-----R-..R-5-a-', 'R-----R---r-8-5-'],
    three: ['R-----r-5---', 'R---..R-a---'],
    six: ['R---R-5---a-', 'R-----5---R-'],
  },
  'bass-offbeat': {
    four: ['..R-..R-..R-..R-', '..R-..R-..R-..8-', '..R-..r.R.R-..5-'],
    three: ['..R-..R-..R-'],
    six: ['..R-..R-..R-'],
  },
  'bass-rolling': {
    four: ['.rRr.rRr.rRr.rRr', '.rR..rRr.rR..rR8'],
    three: ['.rRr.rRr.rRr'],
    six: ['.rRr.rRr.rRr'],
  },
  'bass-funk': {
    four: ['R..r..8.R.r.7.a.', 'R.r...R8..R.5.7.', 'R..R..8...r.7.8.', 'R...r.8.r.R.7.a.'],
    three: ['R..r..8.7.a.'],
    six: ['R..r..8.7.a.'],
  },
  'bass-slap': {
    four: ['R.8.r.8.R.8.r.78', 'R..8.r8.R..8.7a.'],
    three: ['R.8.r.8.7.a.'],
    six: ['R.8.r.R.8.a.'],
  },
  'bass-octaves': {
    four: ['R.8.R.8.R.8.R.8.', 'R.8.r.8.R.8.5.8.'],
    three: ['R.8.R.8.R.8.'],
    six: ['R.8.R.R.8.R.'],
  },
  'bass-808': {
    four: ['R-----..r---....', 'R---------..R-r-', 'R-----R-....8-R-', 'R-------..R-..a-'],
    three: ['R-----..r---'],
    six: ['R-----R---..'],
  },
  'bass-sparse': {
    four: ['R-----..........', 'R-----....R-5...', 'R---....r-R-....', 'R-------..5-....'],
    three: ['R-------5...'],
    six: ['R-----..5-..'],
  },
  'bass-reese': {
    four: ['R---------R-..R-', 'R-----R---------', 'R-----....R-8-5-'],
    three: ['R-----R-----'],
    six: ['R-----R-----'],
  },
  'bass-bossa': {
    four: ['R-----R-5-----5-', 'R-----5-5-----R-', 'R-----r-5-----a-'],
    three: ['R-----r-5---'],
    six: ['R---r-5---a-'],
  },
  'bass-reggae': {
    four: ['R--.R-..5-3-....', '....R-R-5-..R-..', 'R-..3-5-....5-R-'],
    three: ['R-..3-5-....'],
    six: ['R-..R-5-..R-'],
  },
  'bass-shuffle': {
    four: ['R-.r5-.57-.75-.5', 'R-.rR-.r5-.57-.a'],
    three: ['R-.r5-.57-.5'],
    six: ['R-r-5-7-5-a-'],
  },
  'bass-walk': { four: ['w'], three: ['w'], six: ['w'] },
  'bass-pedal': { four: ['p'], three: ['p'], six: ['p'] },
  'bass-gallop': {
    four: ['R.rrR.rrR.rrR.rr', 'R.rrR.rrR.rr5.aa'],
    three: ['R.rrR.rrR.rr'],
    six: ['R.rrr.R.rrr.'],
  },
  'bass-soul': {
    four: ['R-----.r5---8-7-', 'R---..r-R---5-a-', 'R-----..R-.8..7.'],
    three: ['R-----.r5-a-'],
    six: ['R---r-5---7-'],
  },
};
