import { UsageError } from '../exit-code.ts';

interface NumberRule {
  min: number;
  max: number;
  whole?: boolean;
}

/** An option's number; undefined when it was not given, a `UsageError` when it is none or out of bounds. */
export function readNumber(option: string, typed: string | undefined, rule: NumberRule): number | undefined {
  if (typed === undefined) return undefined;
  return checkNumber(option, typed, typed.trim() === '' ? Number.NaN : Number(typed), rule);
}

function checkNumber(
  option: string,
  typed: string,
  value: number,
  { min, max, whole = true }: NumberRule,
): number {
  const fits = whole ? Number.isInteger(value) : Number.isFinite(value);
  if (!fits || value < min || value > max) {
    const kind = whole ? 'a whole number' : 'a number';
    throw new UsageError(`${option} needs ${kind} from ${min} to ${max}, not “${typed}”.`);
  }
  return value;
}

/** As `readNumber` for seconds, which may also be written `1:30`. */
export function readSeconds(option: string, typed: string | undefined, rule: NumberRule): number | undefined {
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(typed ?? '');
  if (!clock) return readNumber(option, typed, rule);
  return checkNumber(option, clock[0], Number(clock[1]) * 60 + Number(clock[2]), rule);
}
