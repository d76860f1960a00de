import type { ApiKey, CreatedApiKey } from '@impresario/protocol';
import { formatAge, formatTime } from './format.ts';
import type { Paint } from './paint.ts';
import { renderFacts } from './render-facts.ts';
import { renderTable } from './render-table.ts';
import { oneLine } from './text-width.ts';

interface Look {
  paint: Paint;
  columns: number;
  nowMs: number;
}

/** A new key, for the one time that it can be seen. */
export function renderCreatedKey(created: CreatedApiKey, { paint }: Look): string {
  const facts = renderFacts(
    [
      ['Key', paint.bold(created.key)],
      ['Id', created.id],
      ['Scopes', created.scopes.join(', ')],
      ['Expires', created.expiresAt === null ? 'never' : formatTime(created.expiresAt)],
    ],
    paint,
  );
  return `${facts}${paint.warn('Keep it now: it is not shown again.')}\n`;
}

/** Keys by what is known of them. */
export function renderKeys(keys: readonly ApiKey[], look: Look): string {
  if (keys.length === 0) return 'No keys. Make one: impresario keys create NAME\n';
  const { paint, nowMs } = look;
  const rows = keys.map(({ id, name, prefix, scopes, expiresAt, lastUsedAt, createdAt }) => [
    id,
    oneLine(name),
    `${prefix}…`,
    scopes.join(','),
    lastUsedAt === null ? 'never' : formatAge(lastUsedAt, nowMs),
    expiryOf(expiresAt, nowMs),
    formatAge(createdAt, nowMs),
  ]);
  return renderTable(
    [
      { title: 'ID', paint: paint.dim },
      { title: 'NAME', shrinks: true },
      { title: 'BEGINS' },
      { title: 'SCOPES' },
      { title: 'USED', align: 'right' },
      { title: 'EXPIRES', paint: (cell) => (cell.trim() === 'expired' ? paint.bad(cell) : cell) },
      { title: 'AGE', align: 'right', paint: paint.dim },
    ],
    rows,
    look,
  );
}

function expiryOf(expiresAt: string | null, nowMs: number): string {
  if (expiresAt === null) return 'never';
  return Date.parse(expiresAt) <= nowMs ? 'expired' : formatTime(expiresAt);
}
