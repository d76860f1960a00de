import type { Failure } from '@impresario/provider';
import { readRetryAfterMs, traceOf, transportFailure, type FarReply } from '@impresario/provider-kit';
import { z } from 'zod';

/** What a call could have begun when nobody knows how it ended, and which part of a track's life it belongs to. */
interface CallKind {
  readonly phase: Failure['phase'];
  readonly began: Failure['sideEffect'];
}

/** The one request that may be billed. */
export const start: CallKind = { phase: 'submit', began: 'unknown' };
export const look: CallKind = { phase: 'poll', began: 'accepted' };
/** An upload or a look that comes before anything is begun. */
export const preparation: CallKind = { phase: 'submit', began: 'none' };
export const accountLook: CallKind = { phase: 'poll', began: 'none' };

type Rule = Pick<Failure, 'kind' | 'message' | 'sideEffect' | 'retryable' | 'canFailOver'>;

const refused = { sideEffect: 'none', retryable: false, canFailOver: false } as const;
const elsewhere = { ...refused, canFailOver: true } as const;
const later = { ...elsewhere, retryable: true } as const;

/** Mureka has no machine code: the HTTP status says what went wrong (error page, read 2026-09). */
const rules: Readonly<Record<number, Rule>> = {
  400: { ...refused, kind: 'invalid-request', message: 'Mureka refused the request as invalid.' },
  401: { ...elsewhere, kind: 'auth', message: 'Mureka refused the key.' },
  // The page names one cause: the caller's region. A wrong key is 401.
  403: { ...elsewhere, kind: 'misconfigured', message: "Mureka does not serve this server's region." },
  404: { ...refused, kind: 'invalid-request', message: 'Mureka does not know what the request names.' },
  413: { ...refused, kind: 'invalid-request', message: 'The request is too large for Mureka.' },
  429: { ...later, kind: 'rate-limited', message: 'Mureka takes no more requests for the moment.' },
  451: { ...refused, kind: 'moderated', message: "The request did not pass Mureka's safety review." },
  // It may have been noted, and billed, before the fault.
  500: {
    ...refused,
    sideEffect: 'unknown',
    kind: 'upstream-fault',
    message: 'Mureka had a fault of its own.',
  },
  503: { ...later, kind: 'overloaded', message: 'Mureka is overloaded.' },
};

const outOfCredit: Rule = { ...elsewhere, kind: 'no-credit', message: 'The balance at Mureka is used up.' };
/** Not documented; a look that fails so is looked at again until the deadline. */
const taskUnknown: Rule = { ...later, kind: 'task-lost', message: 'Mureka does not find the task.' };

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/** What a reply other than a good one means. Our own words only; nothing of the reply's text is repeated. */
export function failureOf(reply: FarReply, kind: CallKind): Failure {
  if (reply.kind === 'not-sent' || reply.kind === 'unanswered') return placed(transport(reply, kind), kind);
  const { status } = reply;
  const rule = ruleOf(reply, kind);
  if (!rule) {
    const failure = reply.kind === 'unreadable' ? transport(reply, kind) : unusableReply(kind, status);
    return placed(failure, kind);
  }
  // Not documented, but cheap to honour.
  const afterMs = readRetryAfterMs(reply.headers);
  const failure: Failure = {
    ...rule,
    phase: kind.phase,
    ...(afterMs !== null && { retryAfterMs: afterMs }),
    upstream: { status, ...traceOf(reply) },
  };
  return placed(failure, kind);
}

/** A reply of the right status that does not say what it must, e.g. no task id: something may be running. */
export function unusableReply(kind: CallKind, status: number): Failure {
  const failure: Failure = {
    kind: 'bad-response',
    phase: kind.phase,
    message: 'The answer of Mureka could not be used.',
    sideEffect: 'unknown',
    retryable: false,
    canFailOver: false,
    upstream: { status },
  };
  return placed(failure, kind);
}

function ruleOf(reply: Extract<FarReply, { status: number }>, kind: CallKind): Rule | null {
  const { status } = reply;
  // A gateway in between also answers with pages; only a refusal can be believed without Mureka's own JSON.
  if (reply.kind === 'unreadable' && (status < 400 || status >= 500)) return null;
  if (status === 404 && kind === look) return taskUnknown;
  if (status === 429 && saysQuota(reply)) return outOfCredit;
  const known = rules[status];
  if (known) return known;
  // These may come after work has begun.
  if ([408, 409, 499].includes(status)) return null;
  if (status >= 400 && status < 500) return rules[400] ?? null;
  return status >= 500 ? (rules[500] ?? null) : null;
}

/** The only text that is ever matched: 429 has two causes, and nothing else in the reply tells them apart. */
function saysQuota(reply: FarReply): boolean {
  const said = errorSchema.safeParse(reply.kind === 'json' ? reply.body : null);
  return said.success && /quota|billing/i.test(said.data.error.message);
}

function transport(reply: Exclude<FarReply, { kind: 'json' }>, kind: CallKind): Failure {
  return transportFailure(reply, kind.phase);
}

const passing = new Set<Failure['kind']>([
  'network',
  'bad-response',
  'upstream-fault',
  'rate-limited',
  'overloaded',
  'task-lost',
]);

/** A look or an upload begins nothing, so that it may be made again where a billable request may not. */
function placed(failure: Failure, kind: CallKind): Failure {
  if (kind.began === 'unknown') return failure;
  const canFailOver = kind.began === 'none' && (failure.canFailOver || passing.has(failure.kind));
  return { ...failure, sideEffect: kind.began, retryable: passing.has(failure.kind), canFailOver };
}
