import type { ByteRange } from './blob-store.ts';

/**
 * Reads a `Range` header for a blob of `size` bytes (RFC 9110, section 14). Null means: send the whole, because there is no
 * such header, it is malformed, of another unit, or asks for several parts, all of which a server may ignore.
 * `unsatisfiable` means 416.
 */
export function parseRange(
  header: string | null | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined) return null;
  if (first === '') return last === '' ? null : suffixRange(Number(last), size);
  const start = Number(first);
  const end = last === '' ? Infinity : Number(last);
  if (end < start) return null;
  if (start >= size) return 'unsatisfiable';
  return { start, end: Math.min(end, size - 1) };
}

/** The last `length` bytes; of an empty blob, the whole of it, for which no range can be written. */
function suffixRange(length: number, size: number): ByteRange | 'unsatisfiable' | null {
  if (length === 0) return 'unsatisfiable';
  if (size === 0) return null;
  return { start: Math.max(0, size - length), end: size - 1 };
}
