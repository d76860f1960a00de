import type { z } from 'zod';
import { accessRefusal } from './identity/access-refusal.ts';
import { NOBODY } from './identity/authenticate.ts';
import type { Operation } from './operation.ts';
import { isRefusal, refuse, type Refusal } from './replies/refusal.ts';
import { readJsonBody } from './requests/read-json-body.ts';
import { queryFaults } from './requests/validation-faults.ts';
import { validateBody } from './requests/validate-body.ts';
import type { HttpContext, Services } from './services.ts';

/** One request through one operation: who asks, what they ask, the answer; a refusal anywhere ends it. */
export async function runOperation(op: Operation, c: HttpContext, services: Services): Promise<Response> {
  c.set('route', op.path);
  if (op.problemShape) c.set('problemShape', op.problemShape);
  const answer = await answerOf(op, c, services);
  return isRefusal(answer) ? c.get('problemShape').reply(c, services.publicUrl, answer) : answer;
}

async function answerOf(op: Operation, c: HttpContext, services: Services): Promise<Response | Refusal> {
  const tooMany = op.anyRate ? null : services.addressGate.enter(c);
  if (tooMany) return tooMany;
  const identified =
    op.access === 'public' || op.access === 'socket' ? NOBODY : await services.authenticate(c, op.access);
  if (isRefusal(identified)) {
    if (identified.refused === 'unauthenticated') services.addressGate.noteStranger(c);
    return identified;
  }
  c.set('userId', identified.caller.userId || null);
  const refusal = accessRefusal(op, identified);
  if (refusal) return refusal;

  const params = op.params?.safeParse(c.req.param());
  // A malformed id names nothing, just like one of somebody else.
  if (params?.success === false) return notFound(op);
  const query = op.query?.safeParse(c.req.query());
  if (query?.success === false) return invalidQuery(query.error);

  if (isEncoded(op, c)) return encodedBody();
  const body = await bodyOf(op, c);
  if (isRefusal(body)) return body;

  const { caller, expiresAt: callerExpiresAt, isAdmin, apiKey } = identified;
  return op.handle({
    c,
    services,
    caller,
    callerExpiresAt,
    isAdmin,
    apiKey,
    actor: { userId: caller.userId, keyId: apiKey?.id ?? null, requestId: c.get('requestId') },
    params: params?.data,
    query: query?.data,
    body,
  });
}

/** A compressed body could unfold to any size; no client of ours sends one. */
function isEncoded(op: Operation, c: HttpContext): boolean {
  const encoding = c.req.header('content-encoding')?.trim().toLowerCase();
  return (op.body ?? op.rawBody) !== undefined && encoding !== undefined && encoding !== 'identity';
}

function encodedBody(): Refusal {
  return refuse('unsupported_media_type', 'Send the body as it is, without Content-Encoding.', {
    headers: { 'accept-encoding': 'identity', connection: 'close' },
  });
}

async function bodyOf(op: Operation, c: HttpContext): Promise<unknown> {
  if (!op.body) return undefined;
  const json = await readJsonBody(c, op.body.isOptional === true);
  return isRefusal(json) ? json : validateBody(op.body.schema, json.value);
}

function notFound(op: Operation): Refusal {
  return refuse(
    'not_found',
    `There is no ${op.names ?? op.tag.toLowerCase().replace(/s$/, '')} with this id.`,
  );
}

function invalidQuery(error: z.ZodError): Refusal {
  return refuse('validation_failed', 'The query is not valid; see `errors`.', {
    extra: { errors: queryFaults(error) },
  });
}
