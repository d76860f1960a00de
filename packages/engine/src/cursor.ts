import { sql } from 'kysely';

/** An opaque place in a list. Rows are always filtered by their owner, so a foreign cursor shows nothing foreign. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** A time as cursors keep it, to the microsecond; of a column, such as `t.created_at`. */
export function timeForCursor(column: string) {
  return sql<string>`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

const time = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const whole = /^\d{1,15}$/;

/** The `length` parts of a cursor that we made; null for anything else. */
export function decodeCursor(
  cursor: string,
  length: 1 | 2,
  second: 'uuid' | 'text' = 'uuid',
): readonly string[] | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== length || !parts.every((part) => typeof part === 'string'))
    return null;
  const [first = '', last = ''] = parts;
  const isValidLast = second === 'uuid' ? uuid.test(last) : !last.includes('\0') && last.isWellFormed();
  const valid = length === 1 ? whole.test(first) : isTime(first) && isValidLast;
  return valid ? parts : null;
}

/** Whether PostgreSQL would read this as a time; the 31st of February has the form but is none. */
function isTime(text: string): boolean {
  if (!time.test(text)) return false;
  const toTheMillisecond = `${text.slice(0, 23)}Z`;
  const at = new Date(toTheMillisecond);
  return !Number.isNaN(at.getTime()) && at.toISOString() === toTheMillisecond;
}
