import type { Log } from '@impresario/engine';
import { pino } from 'pino';
import { errorForLog } from './error-for-log.ts';

const NEVER = [
  'authorization',
  'cookie',
  'headers',
  'token',
  'secret',
  'apiKey',
  'password',
  'prompt',
  'lyrics',
];

/** JSON lines on standard error, so that standard output stays for people and pipes. */
export function createServerLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorForLog, error: errorForLog },
      // Nobody logs these; should somebody, the log does not have them.
      redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`]), censor: '(not for the log)' },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
