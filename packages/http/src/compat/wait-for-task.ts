import { isTerminal, type TrackSnapshot } from '@impresario/protocol';
import type { Services } from '../services.ts';

const LOOK_EVERY_MS = 100;

/**
 * The track once its provider has it (a task id, or for a provider without tasks: work has begun) or it is over;
 * as it is when `signal` aborts; null when it is not there.
 */
export async function waitForTask(
  { engine, clock }: Pick<Services, 'engine' | 'clock'>,
  userId: string,
  trackId: string,
  signal: AbortSignal,
): Promise<TrackSnapshot | null> {
  let hasTasks: boolean | undefined;
  for (;;) {
    const track = await engine.readTrack(userId, trackId);
    if (!track || track.taskId !== null || isTerminal(track.status) || signal.aborted) return track;
    if (track.status === 'processing') {
      hasTasks ??= await givesTasks(engine, track.provider);
      if (!hasTasks) return track;
    }
    await pause(clock, signal);
  }
}

async function givesTasks(engine: Services['engine'], provider: string): Promise<boolean> {
  const listed = (await engine.listProviders()).find(({ id }) => id === provider);
  return listed?.delivery.shape !== 'inline';
}

async function pause(clock: Services['clock'], signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.schedule(end, LOOK_EVERY_MS);
    signal.addEventListener('abort', end);
  });
}
