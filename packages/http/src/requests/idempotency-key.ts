import { refuse, type Refusal } from '../replies/refusal.ts';

const PRINTABLE_ASCII = /^[\x20-\x7e]{1,255}$/;
// A structured-field string (RFC 9651): in quotes, with `\"` and `\\` the only escapes.
const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;

/**
 * The idempotency key of a request, from the header (bare or quoted) or the body; null when neither has one. A key
 * that cannot be one, or two that differ, are refused (IDM-1).
 */
export function readIdempotencyKey(
  header: string | undefined,
  inBody: string | undefined,
): { readonly key: string | null } | Refusal {
  const inHeader = header === undefined ? undefined : unquote(header);
  for (const key of [inHeader, inBody]) {
    if (key !== undefined && (key === null || !PRINTABLE_ASCII.test(key))) {
      return invalid('An idempotency key has 1 to 255 printable ASCII characters, bare or in double quotes.');
    }
  }
  if (inHeader !== undefined && inBody !== undefined && inHeader !== inBody) {
    return invalid('The header `Idempotency-Key` and the field `idempotencyKey` differ; send one of them.');
  }
  return { key: inHeader ?? inBody ?? null };
}

/** null when it begins with a quote and is not a whole quoted string. */
function unquote(header: string): string | null {
  if (!header.startsWith('"')) return header;
  return QUOTED.exec(header)?.[1]?.replace(/\\(["\\])/g, '$1') ?? null;
}

function invalid(detail: string): Refusal {
  return refuse('idempotency_key_invalid', detail);
}
