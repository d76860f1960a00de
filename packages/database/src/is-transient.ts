import { codeOf } from './database-error.ts';

const NODE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

const LOST_A_RACE = new Set(['40001', '40P01']);
const TOO_SLOW = '57014';

/** The driver (pg 8) gives these errors no code, so their text is all there is; a test holds the list true. */
const DRIVER_MESSAGES = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
]);

/**
 * True when the database, not the statement, was at fault and the same work may succeed a moment later: the server is
 * starting, stopping, gone or full. A statement that was under way may or may not have been committed.
 */
export function isTransient(error: unknown): boolean {
  for (let seen: unknown = error; seen instanceof Error; seen = seen.cause) {
    const code = codeOf(seen);
    if (code !== undefined) {
      if (/^(08|57P0|53)/.test(code) && code.length === 5) return true;
      if (LOST_A_RACE.has(code) || code === TOO_SLOW) return true;
      // ENOENT is transient only as the answer of a unix socket, not of a file.
      if (NODE_CODES.has(code) && (code !== 'ENOENT' || ('syscall' in seen && seen.syscall === 'connect')))
        return true;
    } else if (DRIVER_MESSAGES.has(seen.message)) return true;
  }
  return false;
}

/** True when the server rolled a transaction back in favour of another: nothing was written, and it may be run again. */
export function lostARace(error: unknown): boolean {
  return LOST_A_RACE.has(codeOf(error) ?? '');
}
