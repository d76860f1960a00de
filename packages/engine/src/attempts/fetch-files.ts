import type { Failure } from '@impresario/provider';
import { fetchClips } from '../assets/fetch-clips.ts';
import type { Staging } from '../assets/stage-clips.ts';
import type { StagedClip } from '../assets/staged-clip.ts';
import type { Core } from '../core.ts';
import { apply } from '../tracks/apply.ts';
import type { Claim } from '../worker/claim.ts';
import { persistently } from '../worker/persistently.ts';
import { withDeadline } from '../worker/with-deadline.ts';
import { readClaimed } from './read-claimed.ts';

const firstPauseMs = 2_000;
const longestPauseMs = 15_000;

/** Downloads what a finished attempt left at the provider's addresses; only then the track is completed (GEN-6). */
export async function fetchFiles(core: Core, claim: Claim, signal: AbortSignal): Promise<void> {
  const { operation, attempt, deadlineAt, tryCount } = await persistently(core, () =>
    readClaimed(core, claim.trackId),
  );
  const leftMs = deadlineAt.getTime() - core.clock.now().getTime();
  // When nobody was there until the deadline, the song still gets one whole try.
  const timeoutMs = leftMs > 0 ? leftMs : core.settings.maxDownloadMs;
  const owner = { trackId: claim.trackId, operation };
  const staging = await withDeadline(core.clock, timeoutMs, signal, (callSignal) =>
    fetchClips(core, owner, attempt?.clips ?? [], callSignal),
  );
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** tryCount);
  const hasTime = core.clock.now().getTime() + twinPauseMs < deadlineAt.getTime();
  const trouble = staging.failure
    ? { ...staging, failure: staging.failure, pauseMs }
    : hasTime
      ? twins(staging, tryCount)
      : null;
  const seen = trouble
    ? ({
        saw: 'files-missing',
        clips: trouble.clips,
        failure: trouble.failure,
        retryAt: new Date(core.clock.now().getTime() + trouble.pauseMs),
      } as const)
    : ({ saw: 'files', clips: staging.clips } as const);
  await persistently(core, () => apply(core, claim.trackId, claim, seen));
}

const twinPauseMs = 35_000;
const twinTriesMax = 2;

/**
 * Two versions with the same bytes: a provider's delivery network mixes them up for about half a minute (seen with
 * Suno's, noted 2026-08), so the second is fetched again; after that they are taken as they are.
 */
function twins(
  { clips }: Staging,
  tryCount: number,
): { clips: readonly StagedClip[]; failure: Failure; pauseMs: number } | null {
  if (tryCount >= twinTriesMax) return null;
  const seen = new Set<string>();
  let found = false;
  const cleaned = clips.map((clip) => {
    if (clip.audio?.kind !== 'stored') return clip;
    const isTwin = seen.has(clip.audio.sha256);
    seen.add(clip.audio.sha256);
    const address = isTwin ? clip.audio.from : undefined;
    if (address === undefined) return clip;
    found = true;
    return { ...clip, audio: { kind: 'url' as const, url: address } };
  });
  return found ? { clips: cleaned, failure: twinFiles, pauseMs: twinPauseMs } : null;
}

const twinFiles: Failure = {
  kind: 'output-invalid',
  phase: 'fetch-output',
  message: 'Two versions came as the same file.',
  sideEffect: 'accepted',
  retryable: true,
  canFailOver: false,
};
