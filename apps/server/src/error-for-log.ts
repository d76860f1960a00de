const CAUSES_MAX = 5;
/** Where in the schema PostgreSQL stood: names of ours. Its `detail`, `where` and parameters are of users. */
const PLACES = [
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'syscall',
  'errno',
] as const;

interface LoggedError {
  readonly type: string;
  readonly code?: unknown;
  readonly message: string;
  readonly stack: string;
  readonly cause?: LoggedError;
  readonly [place: string]: unknown;
}

/**
 * An error as the log may have it: what broke and where, and nothing of what it broke on. Errors carry values in
 * fields (`detail`, `input`, `parameters`) and in quotes within their message, and values are prompts and secrets (SEC-4).
 */
export function errorForLog(error: unknown, depth = 0): LoggedError | { readonly type: string } {
  if (!(error instanceof Error)) return { type: typeof error };
  const fields = error as Error & Partial<Record<string, unknown>>;
  const places = PLACES.filter((name) => ['string', 'number'].includes(typeof fields[name]));
  return {
    type: error.name,
    ...(fields['code'] === undefined ? {} : { code: fields['code'] }),
    message: isOurs(fields) ? error.message : withoutValues(error.message),
    ...Object.fromEntries(places.map((name) => [name, fields[name]])),
    // Its first lines repeat the message.
    stack: (error.stack ?? '').match(/^ {4}at .*$/gm)?.join('\n') ?? '',
    ...(error.cause instanceof Error && depth < CAUSES_MAX
      ? { cause: errorForLog(error.cause, depth + 1) as LoggedError }
      : {}),
  };
}

/** Ours have a code and say whether trying again helps; their messages are written for the operator. */
function isOurs(fields: Partial<Record<string, unknown>>): boolean {
  return typeof fields['code'] === 'string' && typeof fields['retryable'] === 'boolean';
}

/** Whoever quotes, quotes what it choked on; from the first quote on nothing is certain to be ours. */
function withoutValues(message: string): string {
  const [beforeQuote = ''] = message.split(/["“'‘`«]/, 1);
  const firstLine = beforeQuote.split('\n', 1)[0]!.slice(0, 200);
  return firstLine === message ? message : `${firstLine}…`;
}
