import type { TrackSnapshot } from '@impresario/protocol';
import type { Services } from '../services.ts';

/**
 * The track once its provider has it (a task id, or for a provider without tasks: work has begun) or it is over;
 * as it is when `signal` aborts; null when it is not there.
 */
export async function waitForTask(
  { engine }: Pick<Services, 'engine'>,
  userId: string,
  trackId: string,
  signal: AbortSignal,
): Promise<TrackSnapshot | null> {
  const providers = await engine.listProviders();
  const inline = new Set(providers.filter(({ delivery }) => delivery.shape === 'inline').map(({ id }) => id));
  return engine.waitForTrack(
    userId,
    trackId,
    signal,
    ({ taskId, status, provider }) => taskId !== null || (status === 'processing' && inline.has(provider)),
  );
}
