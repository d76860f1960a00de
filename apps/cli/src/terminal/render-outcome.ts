import type { Track } from '@impresario/protocol';
import type { SavedVersion } from '../files/save-track.ts';
import { formatCredits, formatDuration } from './format.ts';
import type { Paint } from './paint.ts';
import { oneLine } from './text-width.ts';

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
  const hint = track.error?.retryable ? `\n  ${paint.dim(`Try again: impresario retry ${track.id}`)}` : '';
  return `${paint.bad('✗')} ${message}${told}${code}${hint}\n`;
}

function refundLine({ creditsCharged, creditsRefunded }: Track): string {
  if (creditsRefunded > 0) return ` ${formatCredits(creditsRefunded)} came back.`;
  return creditsCharged > 0 ? ' No credits came back.' : '';
}

/** What could not be honoured to the letter, a line each. */
export function renderWarnings(track: Track, paint: Paint): string {
  return track.warnings.map(({ message }) => `${paint.warn('!')} ${oneLine(message)}\n`).join('');
}
