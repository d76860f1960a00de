import { jsonFault } from '@impresario/protocol';
import type { HttpContext } from '../services.ts';
import { isRefusal, refuse, type Refusal } from '../replies/refusal.ts';
import { readBytes } from './read-bytes.ts';

/** The largest JSON body taken (contract). */
const BODY_BYTES_MAX = 1024 * 1024;
/** Far more than any request has, and little enough that checking it blocks nobody else. */
const SHAPE_MAX = { depthMax: 32, valuesMax: 20_000, hasUniqueNames: true };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON of a request's body. Type, then size, then syntax is checked; a body that is too large is not read to
 * its end. `isOptional` takes no body at all as `{}`.
 */
export async function readJsonBody(
  c: HttpContext,
  isOptional: boolean,
): Promise<{ value: unknown } | Refusal> {
  const type = c.req.header('content-type');
  if (isOptional && type === undefined && isBodyless(c)) return { value: {} };
  if (!isJson(type)) {
    return refuse('unsupported_media_type', 'Send the body as `Content-Type: application/json`.');
  }
  const bytes = await readBytes(c, BODY_BYTES_MAX);
  if (isRefusal(bytes)) return bytes;
  if (isOptional && bytes.byteLength === 0) return { value: {} };
  try {
    const text = utf8.decode(bytes);
    const value = JSON.parse(text) as unknown;
    const fault = jsonFault(text, SHAPE_MAX);
    return fault === null ? { value } : notValid(fault);
  } catch {
    return notValid('is not JSON in UTF-8');
  }
}

function notValid(detail: string): Refusal {
  return refuse('validation_failed', `The body ${detail}.`, { extra: { errors: [{ pointer: '', detail }] } });
}

function isJson(type: string | undefined): boolean {
  const essence = type?.split(';', 1)[0]?.trim().toLowerCase();
  return essence === 'application/json' || /^application\/[\w.-]+\+json$/.test(essence ?? '');
}

function isBodyless(c: HttpContext): boolean {
  const length = c.req.header('content-length');
  return (length === undefined || length === '0') && c.req.header('transfer-encoding') === undefined;
}
