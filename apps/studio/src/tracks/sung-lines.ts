export interface TimedWord {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface SungLine {
  readonly startSeconds: number;
  readonly words: readonly TimedWord[];
}

const pauseSeconds = 0.9;
const lineWordsMax = 10;

/** Words as lines: a new one at a line break in the text, after a pause, and when a line grows long. */
export function sungLines(words: readonly TimedWord[]): SungLine[] {
  const lines: { startSeconds: number; words: TimedWord[] }[] = [];
  let breaksHere = true;
  let endedAt = 0;
  for (const word of words) {
    if (word.startSeconds - endedAt > pauseSeconds) breaksHere = true;
    for (const [index, part] of word.text.split('\n').entries()) {
      if (index > 0) breaksHere = true;
      const text = part.trim();
      if (text === '') continue;
      const line = lines.at(-1);
      const kept = { ...word, text };
      if (line && !breaksHere && line.words.length < lineWordsMax) line.words.push(kept);
      else lines.push({ startSeconds: word.startSeconds, words: [kept] });
      breaksHere = false;
      endedAt = word.endSeconds;
    }
  }
  return lines;
}
