import { UsageError } from '../exit-code.ts';

interface NumberRule {
  min: number;
  max: number;
  whole?: boolean;
}

/** An option's number; undefined when it was not given, a `UsageError` when it is none or out of bounds. */
export function readNumber(
  option: string,
  typed: string | undefined,
  { min, max, whole = true }: NumberRule,
): number | undefined {
  if (typed === undefined) return undefined;
  const value = typed.trim() === '' ? Number.NaN : Number(typed);
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
  const seconds = clock ? String(Number(clock[1]) * 60 + Number(clock[2])) : typed;
  return readNumber(option, seconds, rule);
}
