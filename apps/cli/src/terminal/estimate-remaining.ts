import type { Progressing } from './render-progress.ts';

const shareMin = 0.05;

/**
 * Seconds a track still needs: by its own pace once a twentieth is done, before that by the server's estimate;
 * null when neither says. `workedSeconds` is the time since it first reported progress.
 */
export function estimateRemaining(
  track: Progressing | null,
  workedSeconds: number,
  nowMs: number,
): number | null {
  if (!track) return null;
  const share = track.progress ?? 0;
  if (share >= 1) return 0;
  if (share >= shareMin && workedSeconds > 1) return (workedSeconds * (1 - share)) / share;
  if (!track.estimatedCompletionAt) return null;
  return Math.max(0, (Date.parse(track.estimatedCompletionAt) - nowMs) / 1000);
}
