import type { Log } from '@impresario/engine';
import { pino } from 'pino';

/** JSON lines on standard error, so that standard output stays for people and pipes. */
export function createServerLog(level: string): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  );
}
