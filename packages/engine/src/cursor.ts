/** An opaque place in a list. Rows are always filtered by their owner, so a foreign cursor shows nothing foreign. */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

const timeAndId = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const whole = /^\d{1,15}$/;

/** The `length` parts of a cursor that we made; null for anything else. */
export function decodeCursor(cursor: string, length: 1 | 2): readonly string[] | null {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== length || !parts.every((part) => typeof part === 'string'))
    return null;
  const [first = '', second = ''] = parts as string[];
  const valid = length === 1 ? whole.test(first) : timeAndId.test(first) && uuid.test(second);
  return valid ? (parts as string[]) : null;
}
