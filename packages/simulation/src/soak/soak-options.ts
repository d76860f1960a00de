import { parseArgs } from 'node:util';

/** What `npm run simulate:soak` was asked for. */
export interface SoakOptions {
  readonly minutes: number;
  readonly from: number;
  /** Only this one, with its history. */
  readonly seed: number | null;
  /** Every operation of every scenario, killed on both sides. */
  readonly crashPoints: boolean;
  /** In how many of this many seeds each mutation is found. */
  readonly mutations: number | null;
}

export const usage = `Usage: npm run simulate:soak -- [--minutes 30] [--from 1]   as many seeds as fit
       npm run simulate:soak -- --seed 12345                   one seed, with its history
       npm run simulate:soak -- --crash-points                 every operation killed, on both sides
       npm run simulate:soak -- --mutations 200                in how many seeds each mutation is found`;

export function readSoakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '30' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      'crash-points': { type: 'boolean', default: false },
      mutations: { type: 'string' },
    },
  });
  return {
    minutes: number('minutes', values.minutes),
    from: number('from', values.from),
    seed: values.seed === undefined ? null : number('seed', values.seed),
    crashPoints: values['crash-points'],
    mutations: values.mutations === undefined ? null : number('mutations', values.mutations),
  };
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} is a number above 0, not “${text}”.`);
  return value;
}
