import type { TrackError, TrackErrorCode } from '@impresario/protocol';
import type { FailureKind } from '@impresario/provider';

interface Plain {
  readonly code: TrackErrorCode;
  /** What happened and what helps, for a musician. */
  readonly message: string;
  /** May the same request work another time? */
  readonly retryable: boolean;
}

const providerFault: Plain = {
  code: 'PROVIDER_ERROR',
  message: 'The provider could not make this track. Try again in a little while.',
  retryable: true,
};
const outputInvalid: Plain = {
  code: 'OUTPUT_INVALID',
  message: 'The audio came back damaged or could not be stored. Try again.',
  retryable: true,
};
const rejected: Plain = {
  code: 'PROVIDER_REJECTED',
  message: 'The provider did not accept this request. Change the prompt or the style and try again.',
  retryable: false,
};
const busy: Plain = {
  code: 'PROVIDER_RATE_LIMITED',
  message: 'The provider is too busy right now. Try again in a few minutes.',
  retryable: true,
};

const plainWords: Readonly<Record<FailureKind, Plain>> = {
  'invalid-request': rejected,
  unsupported: rejected,
  moderated: {
    code: 'MODERATED',
    message: 'The provider’s content filter refused the words of this request. Change them and try again.',
    retryable: false,
  },
  'artist-name': {
    code: 'ARTIST_NAME_NOT_ALLOWED',
    message: 'The provider does not allow names of artists. Describe the sound instead and try again.',
    retryable: false,
  },
  copyrighted: {
    code: 'COPYRIGHTED_CONTENT',
    message: 'The provider recognised protected lyrics or audio. Use your own and try again.',
    retryable: false,
  },
  'malformed-lyrics': {
    code: 'MALFORMED_LYRICS',
    message: 'The provider could not read the lyrics. Check the section marks and try again.',
    retryable: false,
  },
  auth: {
    code: 'PROVIDER_AUTH',
    message: 'The provider refused this server’s key. The operator has to check it.',
    retryable: false,
  },
  'no-credit': {
    code: 'PROVIDER_NO_CREDIT',
    message: 'This server’s account at the provider is used up. The operator has to top it up.',
    retryable: false,
  },
  'rate-limited': busy,
  'concurrency-limited': busy,
  overloaded: busy,
  'upstream-fault': providerFault,
  timeout: {
    code: 'PROCESSING_TIMEOUT',
    message: 'The track took too long and was stopped. Try again.',
    retryable: true,
  },
  network: {
    code: 'NETWORK_ERROR',
    message: 'The provider could not be reached. Try again in a little while.',
    retryable: true,
  },
  'bad-response': providerFault,
  'task-lost': providerFault,
  'output-expired': outputInvalid,
  'output-invalid': outputInvalid,
  aborted: providerFault,
  misconfigured: {
    code: 'PROVIDER_ERROR',
    message: 'This provider does not work on this server right now. The operator has to look at it.',
    retryable: false,
  },
};

const queueTimeout: Plain = {
  code: 'PROCESSING_TIMEOUT',
  message: 'The track waited too long for its turn. Try again when fewer tracks are being made.',
  retryable: true,
};
const outcomeUnknown: Plain = {
  code: 'OUTCOME_UNKNOWN',
  message: 'The provider never said whether it began this track, so it was given up.',
  retryable: true,
};
const cancelled: Plain = { code: 'CANCELLED', message: 'You cancelled this track.', retryable: true };

/** A track's error in words that say whether the credits came back. */
export function trackError(
  why: FailureKind | 'queue' | 'unknown-outcome' | 'cancelled',
  refund: boolean,
): TrackError {
  const own = { queue: queueTimeout, 'unknown-outcome': outcomeUnknown, cancelled } as const;
  const plain = why in own ? own[why as keyof typeof own] : plainWords[why as FailureKind];
  const money = refund
    ? 'Your credits came back.'
    : 'The provider had already begun and charges for it, so the credits did not come back.';
  return { code: plain.code, message: `${plain.message} ${money}`, retryable: plain.retryable };
}
