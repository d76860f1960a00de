import type { Orphan, Overview } from '@impresario/protocol';
import { formatAge } from './format.ts';
import type { Paint } from './paint.ts';
import { renderFacts } from './render-facts.ts';
import { renderTable } from './render-table.ts';
import { oneLine } from './text-width.ts';

interface Look {
  paint: Paint;
  columns: number;
  nowMs: number;
}

/** What an operator looks at first. */
export function renderOverview(overview: Overview, { paint }: Look): string {
  const { tracks, queued, stuck, orphans, callbacks, users } = overview;
  return renderFacts(
    [
      ['Tracks', counts(tracks)],
      ['Queued', counts(queued) || 'none'],
      ['Stuck', stuck > 0 ? paint.bad(String(stuck)) : paint.good('0')],
      [
        'Orphans',
        `${orphans.open > 0 ? paint.warn(`${orphans.open} open`) : '0 open'} · ${orphans.claimed} claimed`,
      ],
      ['Callbacks', `${callbacks.waiting} waiting · ${callbacks.lastHour} in the last hour`],
      ['Users', String(users)],
    ],
    paint,
  );
}

function counts(of: Readonly<Record<string, number>>): string {
  return Object.entries(of)
    .map(([name, count]) => `${count} ${oneLine(name)}`)
    .join(' · ');
}

/** Tasks that may have been billed for nothing, newest first as they come. */
export function renderOrphans(orphans: readonly Orphan[], look: Look): string {
  if (orphans.length === 0) return 'No orphans: nothing was billed for nothing.\n';
  const { paint } = look;
  const rows = orphans.map((orphan) => [
    orphan.trackId,
    orphan.provider,
    orphan.operation,
    orphan.taskId === null ? '–' : oneLine(orphan.taskId),
    orphan.errorCode ?? orphan.status,
    resultOf(orphan),
    formatAge(orphan.createdAt, look.nowMs),
  ]);
  const table = renderTable(
    [
      { title: 'TRACK', paint: paint.dim },
      { title: 'BY' },
      { title: 'WHAT' },
      { title: 'TASK', shrinks: true },
      { title: 'WHY' },
      { title: 'RESULT', paint: (cell) => (cell.trim() === 'late' ? paint.accent(cell) : cell) },
      { title: 'AGE', align: 'right', paint: paint.dim },
    ],
    rows,
    look,
  );
  return `${table}${paint.dim('A late result becomes a track by: impresario claim TRACK')}\n`;
}

function resultOf({ claimedBy, lateResultAt }: Orphan): string {
  if (claimedBy !== null) return 'claimed';
  return lateResultAt === null ? 'none' : 'late';
}
