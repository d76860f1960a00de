import { createHash } from 'node:crypto';

/** JSON with its keys in order and absent values left out, so that equal requests are equal text (RFC 8785 in spirit). */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of a request, to tell a replay from another request under the same key (IDM-2). */
export function fingerprint(operation: string, body: object): Buffer {
  return createHash('sha256').update(canonicalJson({ operation, body })).digest();
}
