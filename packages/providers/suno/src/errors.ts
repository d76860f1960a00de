import type { Failure, FailureKind } from '@impresario/provider';
import type { Dialect } from './dialects.ts';

/** What a code means as the answer to a request. */
interface Refusal {
  readonly kind: FailureKind;
  /** `none` where the answer says that the request was turned away. */
  readonly sideEffect: Failure['sideEffect'];
  readonly words: string;
  readonly retryAfterMs?: number;
}

type Codes<Row> = Readonly<Record<number, Row>>;

const turnedAway = (kind: FailureKind, words: string, retryAfterMs?: number): Refusal => ({
  kind,
  sideEffect: 'none',
  words,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** Limits are kept over 10 s and no Retry-After is documented, so a whole window is waited for. */
const windowMs = 10_000;
const maintenanceMs = 60_000;

/**
 * Codes both gateways mean alike, or that one documents and the other leaves open (docs.sunoapi.org and docs.kie.ai, read 2026-09).
 * Neither takes an idempotency key nor lists its tasks, so a code that does not say whether the task was made is `unknown`: a
 * second song that is paid for is worse than one that fails.
 */
const sharedCodes: Codes<Refusal> = {
  400: turnedAway('invalid-request', 'it does not accept this request'),
  401: turnedAway('auth', 'it refused our key'),
  402: turnedAway('no-credit', 'our account there is used up'),
  408: { kind: 'timeout', sideEffect: 'unknown', words: 'it got no result in time' },
  409: turnedAway('invalid-request', 'this was made before'),
  413: turnedAway('invalid-request', 'the texts are too long'),
  422: turnedAway('invalid-request', 'it does not accept a value of this request'),
  433: turnedAway('rate-limited', 'a limit of our key was reached', windowMs),
  451: turnedAway('invalid-request', 'it could not fetch the reference file'),
  455: turnedAway('overloaded', 'it is under maintenance', maintenanceMs),
  // "Server error": it may have come before or after the task was made, and the answer names none.
  500: { kind: 'upstream-fault', sideEffect: 'unknown', words: 'it had a fault of its own' },
  // A generation was begun and has failed: there is nothing left to wait for.
  501: { kind: 'upstream-fault', sideEffect: 'accepted', words: 'the generation failed' },
  505: turnedAway('unsupported', 'this is switched off there'),
  531: turnedAway('upstream-fault', 'the generation failed and was not charged'),
};

const ownCodes: Readonly<Record<Dialect, Codes<Refusal>>> = {
  sunoapi: {
    404: turnedAway('misconfigured', 'the address is wrong'),
    405: turnedAway('rate-limited', 'we called too often', windowMs),
    429: turnedAway('no-credit', 'our account there is used up'),
    430: turnedAway('rate-limited', 'we called too often', windowMs),
  },
  kie: {
    404: turnedAway('invalid-request', 'it knows no such thing'),
    429: turnedAway('rate-limited', 'we called too often', windowMs),
  },
};

const openCode: Refusal = {
  kind: 'upstream-fault',
  sideEffect: 'unknown',
  words: 'it gave no meaning of this code',
};

/** The codes a submit may be answered with, and what they mean. */
function refusalCodes(dialect: Dialect): Codes<Refusal> {
  return { ...sharedCodes, ...ownCodes[dialect] };
}

/** What HTTP itself says where the answer is not the gateways' envelope. 403 is missing: Cloudflare answers so in front of them. */
const httpStatuses: Codes<Refusal> = {
  401: turnedAway('auth', 'it refused our key'),
  404: turnedAway('misconfigured', 'the address is wrong'),
  413: turnedAway('invalid-request', 'the request is too large'),
  429: turnedAway('rate-limited', 'we called too often', windowMs),
};

const mendable: readonly FailureKind[] = ['rate-limited', 'overloaded', 'upstream-fault', 'timeout'];
const othersMayDo: readonly FailureKind[] = [
  ...mendable,
  'auth',
  'no-credit',
  'misconfigured',
  'unsupported',
];

/**
 * The one look at message text: the credits message was measured under 429 at sunoapi and under 402 and a real HTTP 429 at kie, and
 * taken for a rate limit it would be asked again until the deadline.
 */
const saysNoCredit = /credits are insufficient|top up/i;

/** The failure an envelope with a code other than 200 means. */
export function refusal(dialect: Dialect, code: number, said: unknown, phase: Failure['phase']): Failure {
  const isNoCredit = typeof said === 'string' && saysNoCredit.test(said);
  const row = refusalCodes(dialect)[isNoCredit ? 402 : code] ?? openCode;
  return toFailure(row, phase, `Suno answered ${code}: ${row.words}.`, { code: String(code) });
}

/** The failure a bare HTTP status means; null when it says nothing of its own. */
export function statusRefusal(status: number, phase: Failure['phase']): Failure | null {
  const row = httpStatuses[status];
  return row ? toFailure(row, phase, `Suno answered HTTP ${status}: ${row.words}.`, { status }) : null;
}

function toFailure(
  { kind, sideEffect: started, retryAfterMs }: Refusal,
  phase: Failure['phase'],
  message: string,
  upstream: NonNullable<Failure['upstream']>,
): Failure {
  // A look starts nothing, and the task it looks at was accepted.
  const sideEffect = phase === 'submit' ? started : 'accepted';
  return {
    kind,
    phase,
    message,
    sideEffect,
    retryable: (phase !== 'submit' || sideEffect === 'none') && mendable.includes(kind),
    canFailOver: sideEffect === 'none' && othersMayDo.includes(kind),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    upstream,
  };
}

/** A refusal of our own, before anything was sent. */
export function unsendable(message: string): Failure {
  const none = { sideEffect: 'none', retryable: false, canFailOver: false } as const;
  return { kind: 'invalid-request', phase: 'submit', message, ...none };
}

/** A good answer that lacks what it should say. After a submit something may be running that nobody named. */
export function incomplete(phase: Failure['phase'], message: string): Failure {
  const isSubmit = phase === 'submit';
  return {
    kind: 'bad-response',
    phase,
    message,
    sideEffect: isSubmit ? 'unknown' : 'accepted',
    retryable: !isSubmit,
    canFailOver: false,
  };
}
