import { problemSchema, problemStatus, type Problem } from '@impresario/protocol';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HttpContext } from '../services.ts';
import { problemKinds } from './problem-kinds.ts';
import type { ProblemShape } from './problem-shape.ts';
import type { Refusal } from './refusal.ts';

const MEDIA_TYPE = 'application/problem+json';

/** The refusal as an RFC 9457 reply. Its `type` is an address in our own documentation. */
export function problemReply(c: HttpContext, publicUrl: string, refusal: Refusal): Response {
  const { refused: code, detail, extra, headers } = refusal;
  const status = problemStatus[code];
  const problem: Problem = {
    type: `${publicUrl}/docs#problem-${code}`,
    title: problemKinds[code].title,
    status,
    detail,
    instance: c.req.path,
    code,
    requestId: c.get('requestId'),
    retryable: problemKinds[code].retryable,
    ...extra,
  };
  return c.body(JSON.stringify(problem), status as ContentfulStatusCode, {
    'content-type': MEDIA_TYPE,
    'cache-control': 'no-store',
    ...headers,
  });
}

export const standardProblems: ProblemShape = {
  mediaType: MEDIA_TYPE,
  schema: problemSchema,
  reply: problemReply,
};
