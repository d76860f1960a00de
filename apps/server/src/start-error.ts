export type StartErrorCode =
  'bad_environment' | 'data_dir_not_writable' | 'not_loopback' | 'already_running' | 'database_unreachable';

/** Why the server did not start, in words the person at the terminal can act on. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}
