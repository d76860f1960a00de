import type { Section } from '@impresario/protocol';
import type { TimedWord } from '../../tracks/sung-lines.ts';

/** `[Verse 2]` alone on its line. */
const heading = /^\s*\[([^\]]{1,60})\]\s*$/;
const wordsToCompare = 4;

/** A stretch of lyrics under its heading. */
export interface LyricsPart {
  /** As it stands in the lyrics; empty for what comes before the first heading. */
  readonly label: string;
  readonly lines: readonly string[];
}

/** Lyrics under their `[Section]` headings, in order. */
export function lyricsParts(lyrics: string | null): LyricsPart[] {
  const parts: { label: string; lines: string[] }[] = [];
  for (const line of (lyrics ?? '').split('\n')) {
    const [, label] = heading.exec(line) ?? [];
    if (label !== undefined) parts.push({ label: label.trim(), lines: [] });
    else if (line.trim() !== '') {
      if (parts.length === 0) parts.push({ label: '', lines: [] });
      parts.at(-1)?.lines.push(line.trim());
    }
  }
  return parts;
}

/** `Pre-Chorus 2 (softly)` → `pre-chorus`. */
export function kindOf(label: string): string {
  const [name = ''] = label.toLowerCase().split(/[\d(:,–]/);
  return name
    .trim()
    .replace(/\s+/g, '-')
    .replace(/^prechorus/, 'pre-chorus')
    .replace(/^(refrain|hook)$/, 'chorus');
}

/**
 * The form of a song whose provider does not tell it, from its headed lyrics and the times of its words: a section begins
 * where its first line is sung. What cannot be found is left out; empty without times.
 */
export function formOfLyrics(
  lyrics: string | null,
  words: readonly TimedWord[] | null,
  duration: number,
): Section[] {
  if (!words || words.length === 0) return [];
  const sung = words.map(({ text }) => plain(text));
  const begun: { label: string; startSeconds: number }[] = [];
  let from = 0;
  for (const { label, lines } of lyricsParts(lyrics)) {
    const at = label === '' ? -1 : whereSung(sung, plainWords(lines.slice(0, 2).join(' ')), from);
    if (at < 0) continue;
    begun.push({ label, startSeconds: words[at]?.startSeconds ?? 0 });
    from = at + 1;
  }
  const sections = begun.map(({ label, startSeconds }, index) => ({
    kind: kindOf(label),
    label,
    startSeconds,
    endSeconds: begun[index + 1]?.startSeconds ?? duration,
  }));
  const first = sections[0]?.startSeconds ?? 0;
  // What is played before the first word.
  if (first <= 1) return sections;
  return [{ kind: 'intro', label: 'Intro', startSeconds: 0, endSeconds: first }, ...sections];
}

function whereSung(sung: readonly string[], wanted: readonly string[], from: number): number {
  const sought = wanted.slice(0, wordsToCompare);
  if (sought.length === 0) return -1;
  for (let at = from; at + sought.length <= sung.length; at++) {
    if (sought.every((word, place) => sung[at + place] === word)) return at;
  }
  return -1;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function plainWords(text: string): string[] {
  return text.split(/\s+/).map(plain).filter(Boolean);
}
