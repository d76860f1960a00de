/** What can go wrong with the database itself, as opposed to one statement. */
export type DatabaseErrorCode =
  | 'binaries_missing'
  | 'unsupported_platform'
  | 'not_writable'
  | 'disk_full'
  | 'wrong_version'
  | 'wrong_owner'
  | 'no_unprivileged_user'
  | 'socket_directory_unsafe'
  | 'start_failed'
  | 'migrations_missing'
  | 'migration_failed'
  | 'database_newer'
  | 'invariants_malformed'
  | 'number_out_of_range'
  | 'test_server_missing';

/** The one error this package throws by itself. `message` is written for the person who runs the server. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  readonly retryable: boolean;

  constructor(
    code: DatabaseErrorCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** The `code` of a node or PostgreSQL error, or undefined. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
