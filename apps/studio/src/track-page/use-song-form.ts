import { useMemo } from 'react';
import type { OperationResource, Provider, Section } from '@impresario/protocol';
import type { Playable } from '../player/playable.ts';
import { sungLines, type SungLine, type TimedWord } from '../tracks/sung-lines.ts';
import { useTimedWords } from '../tracks/use-timed-words.ts';
import { formOfLyrics } from './wave/song-form.ts';

/** What is known of a version in time. */
export interface SongForm {
  readonly lyrics: string | null;
  readonly sections: readonly Section[];
  /** The sung lines; empty where their times are not known. */
  readonly lines: readonly SungLine[];
  /** Where marks snap to: the beginnings of sections and lines, and the ends of the song. */
  readonly stops: readonly number[];
  /** Whether the provider could say when each word is sung. */
  readonly canBeTimed: boolean;
  /** Whether times are still on their way, so that room is kept for them. */
  readonly isComing: boolean;
  /** The work of finding that out, while it goes on. */
  readonly timing: OperationResource | null;
  /** Why the times are not there. */
  readonly problem: string | null;
}

const noWords: readonly TimedWord[] = [];

/** The form of a version and its words in time. The words are asked for by themselves where that costs nothing. */
export function useSongForm(
  item: Playable,
  provider: Provider | null | undefined,
  isAsked: boolean,
): SongForm {
  const { track, version } = item;
  const duration = version.durationSeconds ?? 0;
  const lyrics = version.lyrics ?? track.lyrics;
  const canBeTimed =
    track.status === 'completed' &&
    version.audio !== null &&
    track.hasVocals !== false &&
    (provider?.configured ?? false) &&
    (provider?.operations.includes('timestamped-lyrics') ?? false);
  const isFree = provider?.priceCredits['timestamped-lyrics'] === 0;
  const isWanted = canBeTimed && (isFree || isAsked);
  const timed = useTimedWords(item, isWanted);
  const words = timed.words ?? noWords;
  const lines = useMemo(() => sungLines(words), [words]);
  const sections = useMemo(
    () => (version.sections.length > 0 ? version.sections : formOfLyrics(lyrics, words, duration)),
    [version.sections, lyrics, words, duration],
  );
  const stops = useMemo(() => {
    const places = [
      0,
      ...sections.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds]),
      ...lines.map(({ startSeconds }) => startSeconds),
      duration,
    ];
    return [...new Set(places)].toSorted((a, b) => a - b);
  }, [sections, lines, duration]);
  return {
    lyrics,
    sections,
    lines,
    stops,
    canBeTimed,
    isComing: isWanted && timed.words === null && timed.problem === null,
    timing: timed.operation,
    problem: timed.problem,
  };
}

/** The words that are sung within a stretch, a line each; a line belongs where it begins. */
export function linesWithin(lines: readonly SungLine[], from: number, to: number): string {
  return lines
    .filter(({ startSeconds }) => startSeconds >= from - 0.05 && startSeconds < to)
    .map(({ words }) => words.map(({ text }) => text).join(' '))
    .join('\n');
}
