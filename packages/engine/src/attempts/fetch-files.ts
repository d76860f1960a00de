import type { Failure } from '@impresario/provider';
import { fetchClips } from '../assets/fetch-clips.ts';
import type { Staging } from '../assets/stage-clips.ts';
import type { StagedClip } from '../assets/staged-clip.ts';
import type { Core } from '../core.ts';
import { apply } from '../tracks/apply.ts';
import { later } from '../tracks/deciding.ts';
import type { Observation } from '../tracks/observation.ts';
import type { Claim } from '../worker/claim.ts';
import { persistently } from '../worker/persistently.ts';
import { withDeadline } from '../worker/with-deadline.ts';
import { readClaimed, type ClaimedTrack } from './read-claimed.ts';
import { isOurStop } from './stop-reason.ts';

const firstPauseMs = 2_000;
const longestPauseMs = 15_000;

/** Downloads what a finished attempt left at the provider's addresses; only then the track is completed (GEN-6). */
export async function fetchFiles(core: Core, claim: Claim, signal: AbortSignal): Promise<void> {
  const claimed = await persistently(core, () => readClaimed(core, claim.trackId));
  const { operation, attempt, deadlineAt } = claimed;
  const leftMs = deadlineAt.getTime() - core.clock.now().getTime();
  // When nobody was there until the deadline, the song still gets one whole try.
  const timeoutMs = leftMs > 0 ? leftMs : core.settings.maxDownloadMs;
  const owner = { trackId: claim.trackId, operation };
  const staging = await withDeadline(core.clock, timeoutMs, signal, (callSignal) =>
    fetchClips(core, owner, attempt?.clips ?? [], callSignal),
  );
  const seen: Observation =
    staging.failure && isOurStop(signal)
      ? { saw: 'handed-back', clips: staging.clips }
      : whatCame(staging, claimed, core.clock.now());
  await persistently(core, () => apply(core, claim.trackId, claim, seen));
}

/** All files, or what is still missing and when to fetch it again. Pure. */
function whatCame(
  { clips, failure }: Staging,
  { tryCount, deadlineAt }: Pick<ClaimedTrack, 'tryCount' | 'deadlineAt'>,
  now: Date,
): Observation {
  if (failure) {
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** tryCount);
    return { saw: 'files-missing', clips, failure, retryAt: later(now, pauseMs) };
  }
  const retryAt = later(now, twinPauseMs);
  const withoutTwins = tryCount < twinTriesMax && retryAt < deadlineAt ? dropTwins(clips) : null;
  return withoutTwins
    ? { saw: 'files-missing', clips: withoutTwins, failure: twinFiles, retryAt }
    : { saw: 'files', clips };
}

const twinPauseMs = 35_000;
const twinTriesMax = 2;

/**
 * Two versions with the same bytes: a provider's delivery network mixes them up for about half a minute (seen with
 * Suno's, noted 2026-08), so the second is fetched again; after some tries they are taken as they are. The clips with
 * each second one at its address again; null when all differ.
 */
function dropTwins(clips: readonly StagedClip[]): readonly StagedClip[] | null {
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
  return found ? cleaned : null;
}

const twinFiles: Failure = {
  kind: 'output-invalid',
  phase: 'fetch-output',
  message: 'Two versions came as the same file.',
  sideEffect: 'accepted',
  retryable: true,
  canFailOver: false,
};
