import type { TaskHandle } from '@impresario/provider';
import type { Core } from '../core.ts';
import { withDeadline } from '../worker/with-deadline.ts';

const patienceMs = 10_000;

/** Tells a provider to stop a task whose track is over. Best effort: it may go on and bill us, and the track stays as it is. */
export async function stopTask(core: Core, providerId: string, handle: TaskHandle): Promise<void> {
  const provider = core.providers.get(providerId);
  if (!provider?.cancel) return;
  const { cancel } = provider;
  try {
    await withDeadline(core.clock, patienceMs, null, (signal) => cancel.call(provider, handle, { signal }));
  } catch (error) {
    core.log.warn({ err: error, provider: providerId, taskId: handle.taskId }, 'task could not be stopped');
  }
}
