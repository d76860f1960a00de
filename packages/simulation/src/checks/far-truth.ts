import type { FarEnd } from '../far-end/far-end.ts';
import { isDeclaredFailed, type Job } from '../far-end/job.ts';
import { allCapabilities } from '../far-end/capabilities.ts';
import { Violation } from '../scheduler/operation.ts';
import type { Disk } from '../storage/memory-store.ts';
import type { AssetRow, AttemptRow, TrackRow } from './rows.ts';

/** What the providers really did and what we think of it agree (I9, GEN-3, GEN-10). */
export function checkJobs(far: FarEnd, tracks: readonly TrackRow[], attempts: readonly AttemptRow[]): void {
  for (const job of far.jobs) {
    if (isDeclaredFailed(job)) continue;
    const attempt = attempts.find(({ correlation }) => correlation === job.correlation);
    if (!attempt) throw new Violation('GEN-2', `${job.taskId} has no attempt`);
    if (!isOnRecord(attempt)) {
      throw new Violation(
        'I9',
        `${job.taskId} is ${job.stage} and its attempt is on record as ${attempt.status}`,
      );
    }
    const track = tracks.find(({ id }) => id === job.trackId)!;
    if (track.status === 'cancelled' && track.refunded > 0) {
      throw new Violation(
        'GEN-10',
        `track ${track.id} was cancelled with a refund while ${job.taskId} was ${job.stage}`,
      );
    }
  }
}

/** Whoever cancels before a provider that charges may have begun gets everything back (GEN-10). */
export function checkCancelled(tracks: readonly TrackRow[], attempts: readonly AttemptRow[]): void {
  for (const { id, status, price, refunded, provider } of tracks) {
    if (status !== 'cancelled' || refunded === price) continue;
    const mayHaveBegun = attempts.some(
      (attempt) => attempt.track_id === id && !['failed', 'abandoned'].includes(attempt.status),
    );
    if (provider === allCapabilities.own.id || !mayHaveBegun) {
      throw new Violation('GEN-10', `track ${id} was cancelled without a refund, and nobody charges for it`);
    }
  }
}

/** Delivered, open as an orphan, or failed although work had begun. */
function isOnRecord({ status, effect }: AttemptRow): boolean {
  return (
    ['finished', 'accepted', 'unknown'].includes(status) || (status === 'failed' && effect === 'accepted')
  );
}

/** A completed track has all that was made for it, byte for byte (I11), and the store has what rows name, and no more (I12). */
export function checkFiles(
  far: FarEnd,
  disk: Disk,
  tracks: readonly TrackRow[],
  attempts: readonly AttemptRow[],
  assets: readonly AssetRow[],
): void {
  for (const { key, sha256, bytes } of assets) {
    const blob = disk.get(key);
    if (blob?.sha256 !== sha256 || blob.bytes.byteLength !== bytes) {
      throw new Violation('I12', `the row of ${key} has not its blob`);
    }
  }
  for (const track of tracks) {
    if (track.status !== 'completed' || !track.makes_song || track.is_removed) continue;
    const audio = assets.filter(({ track_id, kind }) => track_id === track.id && kind === 'audio');
    const isShort = track.warnings.some(({ parameter }) => parameter === 'variants');
    if (audio.length !== track.wanted && !isShort) {
      throw new Violation('I11', `track ${track.id} has ${audio.length} of ${track.wanted} versions`);
    }
    for (const { variant_index: variant, sha256 } of audio) {
      const sources = jobsOf(far, track, attempts);
      const isTrue = sources.some((job) => far.contentHash(job, partOf(track, variant), 'audio') === sha256);
      if (!isTrue)
        throw new Violation('I11', `version ${variant} of track ${track.id} is not what was made for it`);
    }
  }
  const known = new Set(assets.map(({ key }) => key));
  const stray = [...disk.keys()].find((key) => !known.has(key));
  if (stray) throw new Violation('I12', `the blob ${stray} has no row`);
}

/** Where each version is a call of its own, each is the first of its job. */
function partOf({ provider }: TrackRow, variant: number): number {
  return provider === allCapabilities.paid.id ? 0 : variant;
}

function jobsOf(far: FarEnd, track: TrackRow, attempts: readonly AttemptRow[]): Pick<Job, 'taskId'>[] {
  if (track.provider === allCapabilities.own.id) return [{ taskId: `own ${track.id}` }];
  if (track.claimed_from !== null) {
    return attempts.flatMap(({ track_id, task_id }) =>
      track_id === track.id && task_id !== null ? [{ taskId: task_id }] : [],
    );
  }
  return far.jobs.filter(({ trackId }) => trackId === track.id);
}
