import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HttpContext } from '../services.ts';

/** JSON of one user: never kept by a cache in between. `headers` may say otherwise. */
export function jsonReply(
  c: HttpContext,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return jsonTextReply(c, status, JSON.stringify(body), headers);
}

/** As `jsonReply`, for JSON that is text already and has to stay byte for byte as it is. */
export function jsonTextReply(
  c: HttpContext,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.body(text, status as ContentfulStatusCode, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...headers,
  });
}
