import type { MusicRequest, SourceClip } from '@impresario/provider';
import { modelOf } from './models.ts';
import {
  checkLyrics,
  checkTitle,
  styleOf,
  titleOf,
  toHundredths,
  tuningOf,
  warnUnsent,
  type Remarks,
} from './song-words.ts';

/** Newer pages say 10 s and half of the song; what keeps to both is accepted under the older 6–60 s too, unless it is longer. */
export const shortestSeconds = 10;
export const largestShare = 0.5;

/** A stretch of a song sung anew (docs, replace-section). The song is named by the caller: by its task, or by a file. */
export function composeSection(request: MusicRequest, remarks: Remarks): Record<string, unknown> {
  const { section, source, lyrics } = request;
  const model = modelOf(source?.model ?? request.model);
  checkTitle(request, remarks);
  checkLyrics(lyrics, model, remarks);
  if (section === null) remarks.faults.push({ parameter: 'startSeconds', message: 'is missing' });
  else checkWindow(section, source?.durationSeconds ?? null, remarks);
  if (lyrics === null)
    remarks.faults.push({ parameter: 'lyrics', message: 'are missing: say what the section sings' });
  warnUnsent(request, ['personaId'], 'Suno keeps the voice of the song', remarks);
  const { negativeTags } = tuningOf(request);
  const words = lyrics ?? '';
  return {
    prompt: words,
    tags: styleOf(request, model, remarks),
    title: titleOf(request),
    ...(negativeTags !== undefined && { negativeTags }),
    ...(section !== null && {
      infillStartS: toHundredths(section.startSeconds),
      infillEndS: toHundredths(section.endSeconds),
      fullLyrics: wholeLyrics(words, section, source, remarks),
    }),
  };
}

type Section = NonNullable<MusicRequest['section']>;

function checkWindow(
  { startSeconds, endSeconds }: Section,
  length: number | null,
  { faults }: Remarks,
): void {
  const window = endSeconds - startSeconds;
  const refuse = (message: string) => faults.push({ parameter: 'endSeconds', message });
  if (startSeconds < 0) faults.push({ parameter: 'startSeconds', message: 'must not be negative' });
  if (length !== null && endSeconds > length)
    refuse(`must not be after the end of the song at ${toHundredths(length)} s`);
  else if (window < shortestSeconds) refuse(`must be at least ${shortestSeconds} s after startSeconds`);
  else if (length !== null && window > length * largestShare)
    refuse(`must be at most ${toHundredths(length * largestShare)} s after startSeconds, half of the song`);
}

/**
 * The words of the whole song after the change, which Suno wants as well. Which lines the section holds is not known without another
 * request, so it is estimated from its share of the time, and the reply says so.
 */
function wholeLyrics(words: string, section: Section, source: SourceClip | null, remarks: Remarks): string {
  const before = source?.lyrics ?? null;
  const length = source?.durationSeconds ?? null;
  if (before === null) return words;
  const lines = before.split('\n');
  const lineAt = (seconds: number) =>
    length === null ? lines.length : Math.round((Math.min(seconds, length) / length) * lines.length);
  const message =
    'Suno wants the lyrics of the whole song, too; which of its lines the section replaces is estimated from its times.';
  remarks.warnings.push({ type: 'approximated', parameter: 'lyrics', message });
  const from = lineAt(section.startSeconds);
  return [...lines.slice(0, from), words, ...lines.slice(lineAt(section.endSeconds))].join('\n');
}
