export type RenderFailureCode =
  | 'soundfont-missing'
  | 'soundfont-damaged'
  | 'cancelled'
  | 'worker-crashed'
  | 'pool-closed'
  | 'render-failed';

/** Why a song could not be rendered, in words a person can act on. `cause` holds the original error if any. */
export class RenderFailure extends Error {
  readonly code: RenderFailureCode;
  /** True when the same job may well succeed if started again. */
  readonly retryable: boolean;

  constructor(code: RenderFailureCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RenderFailure';
    this.code = code;
    this.retryable = code === 'worker-crashed';
  }
}
