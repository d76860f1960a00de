export interface TimedWord {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A text as words that are sung one every `everySeconds`; a line break goes with the word before it. */
export function sungAt(text: string, fromSeconds: number, everySeconds: number): TimedWord[] {
  return text.split(/(?<=\n)|[ ]/).map((word, index) => ({
    text: word,
    startSeconds: fromSeconds + index * everySeconds,
    endSeconds: fromSeconds + (index + 0.9) * everySeconds,
  }));
}
