import type { Track, Warning } from '@impresario/protocol';
import type { SavedVersion } from '../files/save-track.ts';
import { formatCredits, formatDuration } from './format.ts';
import type { Paint } from './paint.ts';
import { oneLine } from './text-width.ts';

type Charged = Pick<Track, 'creditsCharged' | 'creditsRefunded'>;

/** One line over the paths of a finished track. */
export function renderFinished(
  track: Track,
  files: readonly SavedVersion[],
  tookSeconds: number,
  paint: Paint,
): string {
  const title = oneLine(track.title ?? files[0]?.title ?? 'Finished');
  const lengths = [...new Set(files.map((file) => formatDuration(file.durationSeconds)))];
  const facts = [
    files.length === 1 ? lengths[0]! : `${files.length} versions of ${lengths.join(' and ')}`,
    track.provider,
    formatCredits(track.creditsCharged),
    `made in ${formatDuration(tookSeconds)}`,
  ];
  return `${paint.good('✓')} ${paint.bold(title)}  ${paint.dim(facts.join(' · '))}\n`;
}

const lateCodes = new Set<string>(['PROCESSING_TIMEOUT', 'OUTCOME_UNKNOWN']);

/** Why there are no files, and what became of the credits. */
export function renderUnfinished(track: Track, paint: Paint): string {
  const refund = refundLine(track);
  if (track.status === 'cancelled') return `${paint.warn('○')} Cancelled.${refund}\n`;
  if (track.status === 'completed') {
    return `${paint.warn('○')} Stopped. The track had finished by then and is kept: impresario show ${track.id}\n`;
  }
  const message = oneLine(track.error?.message ?? 'The track could not be made.');
  // Most messages of the server say it themselves.
  const told = /credit/i.test(message) ? '' : refund;
  const code = track.error ? paint.dim(` (${track.error.code})`) : '';
  const again = track.error?.retryable ? [`Try again: impresario retry ${track.id}`] : [];
  // The provider may have made the song all the same.
  const late =
    track.error && lateCodes.has(track.error.code) ? [`Look again: impresario claim ${track.id}`] : [];
  const hint = [...late, ...again].map((line) => `\n  ${paint.dim(line)}`).join('');
  return `${paint.bad('✗')} ${message}${told}${code}${hint}\n`;
}

/** What became of the credits of something that failed, after a space; empty when it cost none. */
export function refundLine({ creditsCharged, creditsRefunded }: Charged): string {
  if (creditsRefunded > 0) return ` ${formatCredits(creditsRefunded)} came back.`;
  return creditsCharged > 0 ? ' No credits came back.' : '';
}

/** What could not be honoured to the letter, a line each. */
export function renderWarnings(warnings: readonly Warning[], paint: Paint): string {
  return warnings.map(({ message }) => `${paint.warn('!')} ${oneLine(message)}\n`).join('');
}
