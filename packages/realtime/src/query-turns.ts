import type { Pool } from './ports.ts';

/**
 * The same pool, from which at most so many queries run at once; the others wait in the order in which they came. When ten
 * thousand clients come back at once, those who ask for something else still find a connection.
 */
export function inTurns(pool: Pool, atOnceMax: number): Pool {
  const waiting: (() => void)[] = [];
  let running = 0;

  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return {
    async query(query) {
      if (running < atOnceMax) running += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await pool.query(query);
      } finally {
        leave();
      }
    },
  };
}
