import type { Client } from '@impresario/client';
import { connect } from '../connect.ts';
import { createPaint, type Paint } from '../terminal/paint.ts';
import type { World } from '../world.ts';
import type { TypedServer } from './with-progress.ts';

export interface Look {
  paint: Paint;
  columns: number;
  nowMs: number;
}

/**
 * Asks the server for something and prints it: as JSON when that was wished, else by `render`. What is not a
 * terminal gets lines of any length, for other programs to cut.
 */
export async function printFrom<T>(
  world: World,
  typed: TypedServer,
  ask: (client: Client) => Promise<T>,
  render: (answer: T, look: Look) => string,
): Promise<void> {
  const { client, close } = await connect(world, typed, () => {
    if (world.stderr.isTerminal)
      world.stderr.write('No server is running, so one is started for this command.\n');
  });
  try {
    const answer = await ask(client);
    const { stdout } = world;
    const columns = stdout.isTerminal ? stdout.columns : Number.POSITIVE_INFINITY;
    const look = { paint: createPaint(stdout.colour), columns, nowMs: world.now() };
    stdout.write(typed.json ? `${JSON.stringify(answer)}\n` : render(answer, look));
  } finally {
    await close();
  }
}
