import { fetchClips } from '../assets/fetch-clips.ts';
import type { Core } from '../core.ts';
import { apply } from '../tracks/apply.ts';
import type { Claim } from '../worker/claim.ts';
import { persistently } from '../worker/persistently.ts';
import { withDeadline } from '../worker/with-deadline.ts';
import { readClaimed } from './read-claimed.ts';

const pauseMs = 2_000;

/** Downloads what a finished attempt left at the provider's addresses; only then the track is completed (GEN-6). */
export async function fetchFiles(core: Core, claim: Claim, signal: AbortSignal): Promise<void> {
  const { attempt, deadlineAt } = await persistently(core, () => readClaimed(core, claim.trackId));
  const leftMs = deadlineAt.getTime() - core.clock.now().getTime();
  // When nobody was there until the deadline, the song still gets one whole try.
  const timeoutMs = leftMs > 0 ? leftMs : core.settings.maxDownloadMs;
  const staging = await withDeadline(core.clock, timeoutMs, signal, (callSignal) =>
    fetchClips(core, claim.trackId, attempt?.clips ?? [], callSignal),
  );
  const retryAt = new Date(core.clock.now().getTime() + pauseMs);
  const seen =
    staging.kind === 'staged'
      ? ({ saw: 'files', clips: staging.clips } as const)
      : ({ saw: 'files-missing', failure: staging.failure, retryAt } as const);
  await persistently(core, () => apply(core, claim.trackId, claim, seen));
}
