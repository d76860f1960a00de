import type { Track } from '@impresario/protocol';
import { formatAge, formatDuration } from './format.ts';
import type { Paint } from './paint.ts';
import { renderTable } from './render-table.ts';
import { oneLine } from './text-width.ts';

const marks: Readonly<Record<string, string>> = {
  pending: '◌',
  processing: '◐',
  completed: '✓',
  failed: '✗',
  cancelled: '○',
};

/** A track's status as a word with its mark, in its colour. */
export function paintStatus(status: string, paint: Paint): string {
  const text = `${marks[status] ?? '·'} ${status}`;
  if (status === 'completed') return paint.good(text);
  if (status === 'failed') return paint.bad(text);
  return status === 'cancelled' ? paint.dim(text) : paint.accent(text);
}

/** Tracks as a table, newest first as they come. */
export function renderTracks(
  tracks: readonly Track[],
  look: { paint: Paint; columns: number; nowMs: number },
): string {
  if (tracks.length === 0) return 'No tracks yet. Make one: impresario generate "slow jazz waltz"\n';
  const { paint } = look;
  const rows = tracks.map((track) => [
    track.id,
    statusCell(track),
    oneLine(track.title ?? track.versions[0]?.title ?? track.prompt),
    formatDuration(primaryOf(track)?.durationSeconds),
    track.provider,
    formatAge(track.createdAt, look.nowMs),
  ]);
  return renderTable(
    [
      { title: 'ID', paint: paint.dim },
      { title: 'STATUS', paint: (cell) => paintCell(cell, paint) },
      { title: 'TITLE', shrinks: true, paint: paint.bold },
      { title: 'LENGTH', align: 'right' },
      { title: 'BY' },
      { title: 'AGE', align: 'right', paint: paint.dim },
    ],
    rows,
    look,
  );
}

function statusCell({ status, progress }: Track): string {
  const share = status === 'processing' && progress !== null ? ` ${Math.floor(progress * 100)} %` : '';
  return `${marks[status] ?? '·'} ${status}${share}`;
}

function paintCell(cell: string, paint: Paint): string {
  const [mark = '', status = '', ...rest] = cell.split(' ');
  return paintStatus(status, paint)
    .replace(status, [status, ...rest].join(' '))
    .replace('·', mark);
}

function primaryOf(track: Track) {
  return track.versions.find(({ isPrimary }) => isPrimary) ?? track.versions[0];
}
