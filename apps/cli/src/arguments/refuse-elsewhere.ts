import { UsageError } from '../exit-code.ts';

/**
 * A `UsageError` for an option that was typed with a word it does not belong to: left out in silence, it would look obeyed.
 * `homes` has the words of each option that does not belong to all.
 */
export function refuseElsewhere(
  command: string,
  word: string | undefined,
  typed: Readonly<Record<string, unknown>>,
  homes: Readonly<Record<string, readonly string[]>>,
): void {
  for (const [option, words] of Object.entries(homes)) {
    if (typed[option] === undefined || (word !== undefined && words.includes(word))) continue;
    const right = words.map((each) => `${command} ${each}`).join(', ');
    throw new UsageError(`--${option} belongs to ${right}; leave it out here.`);
  }
}
