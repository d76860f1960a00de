import type { Failure } from '@impresario/provider';
import {
  readRetryAfterMs,
  retryAfterMsMax,
  traceOf,
  transportFailure,
  type FarReply,
} from '@impresario/provider-kit';

export type JsonReply = Extract<FarReply, { kind: 'json' }>;

type Rule = Pick<Failure, 'kind' | 'message' | 'sideEffect' | 'retryable' | 'canFailOver'>;

const refused = { sideEffect: 'none', retryable: false, canFailOver: false } as const;
const elsewhere = { ...refused, canFailOver: true } as const;
const later = { ...elsewhere, retryable: true } as const;
/** It may have run, and be billed. */
const unclear = { ...refused, sideEffect: 'unknown' } as const;

const keyRefused: Rule = {
  ...elsewhere,
  kind: 'auth',
  message: 'MiniMax refused the key, or it is of another region.',
};
const tooMany: Rule = {
  ...later,
  kind: 'rate-limited',
  message: 'MiniMax takes no more requests for the moment.',
};
const usedUp: Rule = { ...elsewhere, kind: 'no-credit', message: 'The credit at MiniMax is used up.' };
const invalid: Rule = {
  ...refused,
  kind: 'invalid-request',
  message: 'MiniMax refused the request as invalid.',
};
const ownFault: Rule = { ...unclear, kind: 'upstream-fault', message: 'MiniMax had a fault of its own.' };
const notInPlan: Rule = {
  ...elsewhere,
  kind: 'unsupported',
  message: "The account's plan at MiniMax does not have this model.",
};

/**
 * `base_resp.status_code`, mostly under HTTP 200 (error page and integrators, read 2026-09). The vendor's own command
 * line takes 1002 and 1039 for content filters; every other source, the documentation among them, for limits.
 */
const byCode: Readonly<Record<number, Rule>> = {
  1000: ownFault,
  1001: { ...unclear, kind: 'timeout', message: 'MiniMax gave up the request after its own deadline.' },
  1002: tooMany,
  1004: keyRefused,
  1008: usedUp,
  1013: ownFault,
  1024: ownFault,
  1026: { ...refused, kind: 'moderated', message: "The request did not pass MiniMax's safety review." },
  1027: {
    ...refused,
    sideEffect: 'accepted',
    kind: 'moderated',
    message: "The song did not pass MiniMax's safety review.",
  },
  1028: usedUp,
  1030: usedUp,
  1033: ownFault,
  1039: tooMany,
  1041: { ...later, kind: 'concurrency-limited', message: 'All places at MiniMax are taken.' },
  1042: { ...invalid, message: 'The request has too many invisible characters for MiniMax.' },
  2013: invalid,
  2038: { ...elsewhere, kind: 'misconfigured', message: 'The account at MiniMax is not verified.' },
  2045: tooMany,
  2049: keyRefused,
  2061: notInPlan,
};

const byStatus: Readonly<Record<number, Rule>> = {
  401: keyRefused,
  403: keyRefused,
  408: { ...unclear, kind: 'timeout', message: 'MiniMax gave up the request after its own deadline.' },
  429: tooMany,
};

/** What MiniMax's own code means. `said` is read for two marks only and never repeated. */
export function codeFailure(code: number, said: string, reply: JsonReply, now: Date): Failure {
  const rule = code === 2056 ? planLimit(said, now) : (byCode[code] ?? unknownCode);
  const upstream = { status: reply.status, code: String(code), ...traceOf(reply) };
  return { ...rule, phase: 'submit', upstream };
}

/** A code nobody documented says nothing of the key, nor of what it cost. */
const unknownCode: Rule = {
  ...unclear,
  kind: 'upstream-fault',
  message: 'MiniMax answered with an unknown error.',
};

/** The window of a plan is used up until a time the text names; 0 of 0 used means a plan without this model. */
function planLimit(said: string, now: Date): Rule & { retryAfterMs?: number } {
  if (said.includes('(0/0 used)')) return notInPlan;
  const message = "The plan's allowance at MiniMax is used up for now.";
  const waitMs = Date.parse(/resets at ([\dTZ:.+-]+)/.exec(said)?.[1] ?? '') - now.getTime();
  const isKnown = waitMs <= retryAfterMsMax;
  if (!isKnown) return { ...elsewhere, kind: 'rate-limited', message };
  return { ...later, kind: 'rate-limited', message, retryAfterMs: Math.max(0, waitMs) };
}

/** What a reply means that carries no code of MiniMax's own. */
export function replyFailure(reply: FarReply): Failure {
  if (reply.kind === 'not-sent' || reply.kind === 'unanswered') return transportFailure(reply, 'submit');
  const { status } = reply;
  // 409 and 499 may come after work has begun; 408 has its line in the table.
  const isRefusal = status >= 400 && status < 500 && ![409, 499].includes(status);
  // A gateway answers with pages of its own; only a refusal can be believed without MiniMax's JSON.
  if (reply.kind === 'unreadable' && !isRefusal) return transportFailure(reply, 'submit');
  const rule = byStatus[status] ?? (isRefusal ? invalid : status >= 500 ? ownFault : null);
  if (!rule) return unusable('The answer of MiniMax could not be used.', status);
  const afterMs = rule.retryable ? readRetryAfterMs(reply.headers) : null;
  return {
    ...rule,
    phase: 'submit',
    ...(afterMs !== null && { retryAfterMs: afterMs }),
    upstream: { status, ...traceOf(reply) },
  };
}

/** An answer that says neither that the song was made nor that it was not. */
export function unusable(message: string, status: number): Failure {
  return { ...unclear, kind: 'bad-response', phase: 'submit', message, upstream: { status } };
}

/** MiniMax says that the song is made, and it is not there. */
export function noAudio(status: number): Failure {
  return {
    kind: 'output-invalid',
    phase: 'submit',
    message: 'MiniMax reported success and sent no usable audio.',
    sideEffect: 'accepted',
    retryable: false,
    canFailOver: false,
    upstream: { status },
  };
}

/** What is refused here, before anything is sent. */
export function notSent(message: string, kind: Failure['kind'] = 'invalid-request'): Failure {
  return { ...refused, kind, phase: 'submit', message };
}

/** Once audio has come, whatever ends the call afterwards cannot have cost nothing. */
export function afterAudio(failure: Failure): Failure {
  if (failure.sideEffect !== 'none') return failure;
  return { ...failure, sideEffect: 'accepted', retryable: false, canFailOver: false };
}
