export type FailureKind =
  | 'invalid-request'
  | 'unsupported'
  | 'moderated'
  | 'artist-name'
  | 'copyrighted'
  | 'malformed-lyrics'
  | 'auth'
  | 'no-credit'
  | 'rate-limited'
  | 'concurrency-limited'
  | 'overloaded'
  | 'upstream-fault'
  | 'timeout'
  | 'network'
  | 'bad-response'
  | 'task-lost'
  | 'output-expired'
  | 'output-invalid'
  | 'aborted'
  /** This server's own installation of the provider does not work; the operator has to look. */
  | 'misconfigured';

/** How something went wrong at a provider, and what may be done about it (PRO-5). */
export interface Failure {
  readonly kind: FailureKind;
  readonly phase: 'submit' | 'poll' | 'fetch-output' | 'callback' | 'cancel';
  /** Safe to log and to show: no secret, no prompt text. */
  readonly message: string;
  /** Did a billable job start? `unknown` forbids asking again. */
  readonly sideEffect: 'none' | 'accepted' | 'unknown';
  /** May the same call be made again? */
  readonly retryable: boolean;
  /** May another provider be tried instead? */
  readonly canFailOver: boolean;
  readonly retryAfterMs?: number;
  readonly upstream?: {
    readonly status?: number;
    readonly code?: string;
    /** The provider's own name for the call, which its support asks for. */
    readonly traceId?: string;
  };
}
