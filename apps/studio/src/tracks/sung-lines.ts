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

/** Words as lines: a new one after a line break in the text, after a pause, and when a line grows long. */
export function sungLines(words: readonly TimedWord[]): SungLine[] {
  const lines: { startSeconds: number; words: TimedWord[] }[] = [];
  let breaksHere = true;
  let endedAt = 0;
  for (const word of words) {
    const text = word.text.trim();
    if (/^\s*\n/.test(word.text) || word.startSeconds - endedAt > pauseSeconds) breaksHere = true;
    const line = lines.at(-1);
    if (text !== '') {
      const kept = { ...word, text };
      if (line && !breaksHere && line.words.length < lineWordsMax) line.words.push(kept);
      else lines.push({ startSeconds: word.startSeconds, words: [kept] });
      breaksHere = false;
      endedAt = word.endSeconds;
    }
    if (/\n\s*$/.test(word.text)) breaksHere = true;
  }
  return lines;
}
