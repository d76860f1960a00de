import type { Progress } from '@impresario/provider';
import type { Core } from '../core.ts';
import { apply, type Fence } from '../tracks/apply.ts';

/** Often enough for a smooth bar, seldom enough that a render is not slowed by its own news. */
const betweenWritesMs = 250;

/**
 * Turns a provider's stream of progress into a few writes: one at a time, a change of stage at once, the
 * newest wins. `settled` resolves when none is under way.
 */
export function reportProgress(core: Core, claim: Fence & { readonly trackId: string }) {
  let newest: Progress | null = null;
  let written: Progress | null = null;
  let writtenAt = 0;
  let writing: Promise<void> | null = null;

  async function write(progress: Progress): Promise<void> {
    try {
      await apply(core, claim.trackId, claim, { saw: 'progress', progress });
    } catch (error) {
      core.log.warn({ err: error, trackId: claim.trackId }, 'progress was not written');
    }
  }

  function report(progress: Progress): void {
    newest = progress;
    const at = core.clock.now().getTime();
    const isNewStage = progress.stage !== written?.stage;
    if (writing || (!isNewStage && at - writtenAt < betweenWritesMs)) return;
    written = newest;
    writtenAt = at;
    writing = write(newest).finally(() => {
      writing = null;
      // A stage that began meanwhile must not be lost because nothing more is reported in it.
      if (newest && newest.stage !== written?.stage) report(newest);
    });
  }

  async function settled(): Promise<void> {
    while (writing) await writing;
  }

  return { report, settled };
}
