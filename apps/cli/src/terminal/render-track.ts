import type { Track, Version } from '@impresario/protocol';
import { formatAmount, formatBytes, formatDuration, formatTime } from './format.ts';
import type { Paint } from './paint.ts';
import { renderBar } from './render-bar.ts';
import { renderFacts } from './render-facts.ts';
import { renderTable } from './render-table.ts';
import { paintStatus } from './render-tracks.ts';
import { stageOf } from './render-progress.ts';
import { oneLine } from './text-width.ts';

/** All there is to say about one track. */
export function renderTrack(track: Track, look: { paint: Paint; columns: number }): string {
  const { paint } = look;
  const title = oneLine(track.title ?? track.versions[0]?.title ?? 'Untitled');
  const parts = [
    `${paint.bold(title)}  ${paintStatus(track.status, paint)}\n`,
    renderFacts(factsOf(track, paint), paint),
    versionsOf(track.versions, look),
    track.warnings.map(({ message }) => `${paint.warn('!')} ${oneLine(message)}\n`).join(''),
    errorOf(track, paint),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function factsOf(track: Track, paint: Paint): [string, string | null][] {
  const going = track.status === 'pending' || track.status === 'processing';
  const percent = track.progress === null ? '' : ` ${Math.floor(track.progress * 100)} %`;
  const bar = track.progress === null ? '' : `${renderBar(track.progress, 24, paint)}${percent}  `;
  const credits = track.creditsRefunded
    ? `${formatAmount(track.creditsCharged)} charged, ${formatAmount(track.creditsRefunded)} given back`
    : formatAmount(track.creditsCharged);
  return [
    ['Progress', going ? bar + stageOf(track) : null],
    ['Prompt', oneLine(track.prompt)],
    ['Styles', track.styleTags.map(oneLine).join(', ')],
    ['By', [track.provider, track.model].filter(Boolean).join(' · ')],
    ['Credits', credits],
    ['Created', formatTime(track.createdAt)],
    ['Finished', track.completedAt && formatTime(track.completedAt)],
    ['Lyrics', track.lyrics && track.lyrics.split(/\r?\n/).map(oneLine).join('\n')],
    ['Task', track.taskId && oneLine(track.taskId)],
    ['ID', track.id],
  ];
}

function versionsOf(versions: readonly Version[], look: { paint: Paint; columns: number }): string {
  if (versions.length === 0) return '';
  const rows = versions.map((version, index) => [
    `${index + 1}${version.isPrimary ? '*' : ''}`,
    formatDuration(version.durationSeconds),
    version.audio ? formatBytes(version.audio.bytes) : 'on its way',
    extrasOf(version) || '–',
  ]);
  const columns = [
    { title: 'VERSION', paint: look.paint.accent },
    { title: 'LENGTH', align: 'right' as const },
    { title: 'SIZE', align: 'right' as const },
    { title: 'WITH', paint: look.paint.dim },
  ];
  return renderTable(columns, rows, look);
}

function extrasOf(version: Version): string {
  const stems = version.stems.length ? `${version.stems.length} stems` : null;
  return [version.cover && 'cover', version.video && 'video', stems].filter(Boolean).join(', ');
}

function errorOf({ error }: Track, paint: Paint): string {
  if (!error) return '';
  return `${paint.bad('✗')} ${oneLine(error.message)} ${paint.dim(`(${error.code})`)}\n`;
}
