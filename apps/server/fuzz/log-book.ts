import type { Log } from '@impresario/engine';

export interface LogBook extends Log {
  /** What was logged since the last call, one JSON text a line, and forgets it. */
  take(): string[];
}

/** Keeps what the server logs, for whoever looks for words that must not be there. */
export function createLogBook(): LogBook {
  let lines: string[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    lines.push(JSON.stringify({ level, message, ...fields }, withErrors));
  };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    take() {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}

function withErrors(_: string, value: unknown): unknown {
  return value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value;
}
