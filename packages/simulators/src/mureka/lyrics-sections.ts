const sectionTypes = ['intro', 'verse', 'pre-chorus', 'chorus', 'bridge', 'break', 'outro'];

interface Timed {
  /** Milliseconds. */
  readonly start: number;
  readonly end: number;
}

interface Line extends Timed {
  readonly text: string;
  readonly words: readonly (Timed & { readonly text: string })[];
}

export interface LyricsSection extends Timed {
  readonly section_type: string;
  readonly lines: readonly Line[];
}

/** The lyrics with times, the words spread evenly over the song; none of what stands in brackets is sung. */
export function timeLyrics(lyrics: string, seconds: number): LyricsSection[] {
  const drafts = draftSections(lyrics);
  const wordCount = drafts.flatMap(({ lines }) => lines.flatMap(wordsOf)).length;
  const first = seconds * 50;
  const each = (seconds * 900) / Math.max(1, wordCount);
  let sung = 0;
  const nextWord = (word: string) => {
    const start = Math.round(first + sung * each);
    sung += 1;
    return { start, end: Math.round(first + (sung - 0.2) * each), text: word };
  };
  return drafts.map(({ type, lines }) => {
    const timed = lines.map((line): Line => {
      const words = wordsOf(line).map(nextWord);
      return { ...spanOf(words), text: line, words };
    });
    return { section_type: type, ...spanOf(timed), lines: timed };
  });
}

const wordsOf = (line: string): string[] => line.split(/\s+/).filter((word) => word !== '');

function spanOf(parts: readonly Timed[]): Timed {
  return { start: parts.at(0)?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
}

function draftSections(lyrics: string): { readonly type: string; readonly lines: readonly string[] }[] {
  const drafts: { type: string; lines: string[] }[] = [];
  for (const line of lyrics.split('\n').map((each) => each.trim())) {
    const [, heading] = /^\[(.*)\]$/.exec(line) ?? [];
    if (heading !== undefined) drafts.push({ type: typeOf(heading), lines: [] });
    else if (line !== '') {
      if (drafts.length === 0) drafts.push({ type: 'verse', lines: [] });
      drafts.at(-1)?.lines.push(line);
    }
  }
  return drafts.filter(({ lines }) => lines.length > 0);
}

/** `[Pre Chorus 2: soft]` is a pre-chorus; what has no name here is a verse. */
function typeOf(heading: string): string {
  const words = heading.toLowerCase().replaceAll(/[\s_]+/g, '-');
  return sectionTypes.find((type) => words.startsWith(type)) ?? 'verse';
}
