/** A stretch of the lyrics under one heading: `[Verse]` and its lines. */
export interface LyricsSection {
  /** Null for what stands before the first heading. */
  readonly heading: string | null;
  /** Which of those with this heading it is, from 1; 0 where there is only one. */
  readonly number: number;
  /** Where it begins in the text. */
  readonly start: number;
  readonly lineCount: number;
  /** Its own text, without the empty lines around it. */
  readonly text: string;
}

const headingLine = /^[ \t]*\[([^\]\n]{1,60})\][ \t]*$/gm;

/** The sections in their order; none where nothing is written. */
export function sectionsOf(lyrics: string): LyricsSection[] {
  const headings = [...lyrics.matchAll(headingLine)].map(({ index, 1: heading }) => ({ index, heading }));
  const starts = [{ index: 0, heading: undefined }, ...headings];
  const parts = starts.map(({ index, heading }, at) => {
    const text = trimLines(lyrics.slice(index, starts[at + 1]?.index ?? lyrics.length));
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const isHeaded = heading !== undefined;
    return {
      heading: isHeaded ? heading.trim() : null,
      start: index,
      text,
      lineCount: lines.length - (isHeaded ? 1 : 0),
    };
  });
  const filled = parts.filter(({ heading, text }) => heading !== null || text !== '');
  return filled.map((part, at) => {
    const same = filled.filter(({ heading }) => heading !== null && heading === part.heading);
    const before = filled.slice(0, at).filter(({ heading }) => heading === part.heading).length;
    return { ...part, number: same.length > 1 ? before + 1 : 0 };
  });
}

/** Whether a section can stand there: what has no heading stays first, or it would run into another section. */
export function canMove(sections: readonly LyricsSection[], from: number, to: number): boolean {
  const first = sections[0]?.heading === null ? 1 : 0;
  return from !== to && from >= first && to >= first && from < sections.length && to < sections.length;
}

/** The lyrics with the section at `from` standing at `to`, and one empty line between sections. */
export function moveSection(lyrics: string, from: number, to: number): string {
  const sections = sectionsOf(lyrics);
  if (!canMove(sections, from, to)) return lyrics;
  const texts = sections.map(({ text }) => text);
  texts.splice(to, 0, ...texts.splice(from, 1));
  return texts.join('\n\n');
}

/** The lyrics with the section once more at their end, as a chorus comes again. */
export function repeatSection(lyrics: string, at: number): string {
  const sections = sectionsOf(lyrics);
  const again = sections[at];
  return again ? [...sections, again].map(({ text }) => text).join('\n\n') : lyrics;
}

/** Which section a place in the text belongs to; −1 where there is none. */
export function sectionAt(sections: readonly LyricsSection[], place: number): number {
  return sections.findLastIndex(({ start }) => start <= place);
}

/** The lyrics with a section heading on a line of its own at the caret, and where the caret goes then. */
export function withSection(text: string, at: number, section: string): { text: string; caret: number } {
  const before = text.slice(0, at);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const inserted = `${gap}[${section}]\n`;
  return { text: before + inserted + text.slice(at).replace(/^\n/, ''), caret: at + inserted.length };
}

function trimLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, '').replace(/\s+$/, '');
}
