import type { Problem, ProblemCode } from '@impresario/protocol';

/**
 * `unreachable`: no connection was made, so nothing was sent. `network`: the connection broke or fell silent, or
 * what answered is no Impresario. All others are the server's own words.
 */
export type ImpresarioErrorCode = ProblemCode | 'network' | 'unreachable';

interface ImpresarioErrorFields {
  code: ImpresarioErrorCode;
  detail: string;
  status?: number;
  retryable?: boolean;
  retryAfter?: number | null;
  problem?: Problem | null;
  cause?: unknown;
}

/** The one error this package throws of itself. Branch on `code`, show `detail` to people. */
export class ImpresarioError extends Error {
  override readonly name = 'ImpresarioError';
  declare readonly code: ImpresarioErrorCode;
  /** The HTTP status; null when no reply came. */
  declare readonly status: number | null;
  /** Whether the same request may succeed later, unchanged. */
  declare readonly retryable: boolean;
  declare readonly detail: string;
  /** Which fields of the request were refused and why; empty unless it was about fields. */
  declare readonly errors: { pointer: string; detail: string }[];
  /** Seconds to wait before another try; null when the server did not say. */
  declare readonly retryAfter: number | null;
  /** Quote this to whoever runs the server: its log has the same id. */
  declare readonly requestId: string | null;
  /** The whole reply, with what only some codes carry: `balance`, `required`, `resetAt`, `activeTrackIds`. */
  declare readonly problem: Problem | null;

  constructor(fields: ImpresarioErrorFields) {
    super(fields.detail, { cause: fields.cause });
    this.code = fields.code;
    this.detail = fields.detail;
    this.status = fields.status ?? null;
    this.retryable = fields.retryable ?? false;
    this.problem = fields.problem ?? null;
    this.errors = fields.problem?.errors ?? [];
    this.retryAfter = fields.problem?.retryAfter ?? fields.retryAfter ?? null;
    this.requestId = fields.problem?.requestId ?? null;
  }
}
