import type { AuditEntry, Transaction, User, UserDetail, UserTrack } from '@impresario/protocol';
import { formatAge, formatAmount, formatCredits, formatTime } from './format.ts';
import type { Paint } from './paint.ts';
import { renderCredits } from './render-credits.ts';
import { renderFacts } from './render-facts.ts';
import { renderTable } from './render-table.ts';
import { oneLine } from './text-width.ts';

interface Look {
  paint: Paint;
  columns: number;
  nowMs: number;
}

/** Users, newest first as they come. */
export function renderUsers(users: readonly User[], look: Look): string {
  if (users.length === 0) return 'No users.\n';
  const rows = users.map((user) => [
    oneLine(user.userId),
    user.plan,
    formatAmount(user.creditsRemaining),
    formatAmount(user.creditsUsedToday),
    formatAge(user.createdAt, look.nowMs),
  ]);
  return renderTable(
    [
      { title: 'USER', shrinks: true },
      { title: 'PLAN' },
      { title: 'CREDITS', align: 'right' },
      { title: 'TODAY', align: 'right' },
      { title: 'AGE', align: 'right', paint: look.paint.dim },
    ],
    rows,
    look,
  );
}

/** All about one user. */
export function renderUser(user: UserDetail, look: Look): string {
  const tracks = Object.entries(user.tracks)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${status}`);
  const facts = renderFacts(
    [
      ['User', look.paint.bold(oneLine(user.userId))],
      ['Since', formatTime(user.createdAt)],
      ['Tracks', tracks.join(' · ') || 'none'],
      ['API keys', String(user.apiKeys)],
    ],
    look.paint,
  );
  return facts + renderCredits(user, user.transactions, look);
}

/** Tracks of everybody. */
export function renderUserTracks(tracks: readonly UserTrack[], look: Look): string {
  if (tracks.length === 0) return 'No such tracks.\n';
  const { paint } = look;
  const rows = tracks.map((track) => [
    track.id,
    oneLine(track.userId),
    track.isStuck ? 'stuck' : track.status,
    track.operation,
    track.provider,
    track.error?.code ?? '',
    formatAge(track.createdAt, look.nowMs),
  ]);
  return renderTable(
    [
      { title: 'TRACK', paint: paint.dim },
      { title: 'USER', shrinks: true },
      { title: 'STATUS', paint: (cell) => (cell.trim() === 'stuck' ? paint.bad(cell) : cell) },
      { title: 'WHAT' },
      { title: 'BY' },
      { title: 'WHY' },
      { title: 'AGE', align: 'right', paint: paint.dim },
    ],
    rows,
    look,
  );
}

/** What was changed, newest first as it comes. */
export function renderAuditLog(entries: readonly AuditEntry[], look: Look): string {
  if (entries.length === 0) return 'Nothing was changed yet.\n';
  const rows = entries.map((entry) => [
    formatAge(entry.createdAt, look.nowMs),
    oneLine(entry.actor),
    entry.action,
    oneLine(entry.subject),
    detailsOf(entry),
  ]);
  return renderTable(
    [
      { title: 'AGE', align: 'right', paint: look.paint.dim },
      { title: 'WHO' },
      { title: 'WHAT' },
      { title: 'WHOSE' },
      { title: 'DETAILS', shrinks: true, paint: look.paint.dim },
    ],
    rows,
    look,
  );
}

function detailsOf({ details }: AuditEntry): string {
  return oneLine(
    Object.entries(details)
      .filter(([name, value]) => value !== null && name !== 'transactionId' && name !== 'keyId')
      .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join(' · '),
  );
}

/** What became of a user's balance. */
export function renderMove({ amount, balanceAfter }: Transaction): string {
  const done = `${amount > 0 ? 'Given' : 'Taken'}: ${formatCredits(Math.abs(amount))}.`;
  return `${done} The balance is ${formatAmount(balanceAfter)}.\n`;
}
