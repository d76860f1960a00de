import type {
  Clip,
  MusicProvider,
  MusicRequest,
  SideRequest,
  SubmitCall,
  SubmitOutcome,
} from '@impresario/provider';
import { localCapabilities } from './capabilities.ts';
import { clipOf, sideClipOf } from './clip-of.ts';
import { combineProgress } from './combine-progress.ts';
import { commissionOf } from './commission-of.ts';
import { failureOf, notOurs } from './failure-of.ts';
import { jobOfOperation } from './job-of-operation.ts';
import type { RenderedSong, RenderJob } from './render/pool/job.ts';
import { RenderPool } from './render/pool/render-pool.ts';
import { RenderFailure } from './render/render-failure.ts';
import type { SoundFontSource } from './render/synth/soundfont.ts';
import { reviewRequest } from './review-request.ts';

export interface LocalProviderOptions {
  /** Songs played at the same time; one a core is right. */
  readonly workers: number;
  readonly soundFont: SoundFontSource;
  /** Told the whole truth about a render that failed; the track itself gets plain words. */
  readonly onFault?: (failure: RenderFailure) => void;
}

const usualVariants = 2;

/** The composer built into the engine (PRO-7): an inline provider whose upstream is this machine. */
export function createLocalProvider(options: LocalProviderOptions): MusicProvider {
  const { workers, soundFont } = options;
  const pool = new RenderPool({ size: workers, soundFont });
  return {
    capabilities: localCapabilities(Math.max(1, Math.floor(workers / usualVariants))),
    review: reviewRequest,
    submit: (request, call) => submit(pool, options, request, call),
    operate: (request, call) => operate(pool, options, request, call),
    close: () => pool.close(),
  };
}

function submit(
  pool: RenderPool,
  options: LocalProviderOptions,
  request: MusicRequest,
  call: SubmitCall,
): Promise<SubmitOutcome> {
  const jobs: RenderJob[] = [];
  for (let variant = 0; variant < request.variants; variant++) {
    const commission = commissionOf(request, call.trackId, variant);
    if (!commission) return Promise.resolve({ kind: 'failed', failure: notOurs });
    const job = { ...commission, title: request.title };
    jobs.push(request.options['stems'] === true ? { ...job, stems: 'all' } : job);
  }
  return render(pool, options, jobs, clipOf, call);
}

function operate(
  pool: RenderPool,
  options: LocalProviderOptions,
  request: SideRequest,
  call: SubmitCall,
): Promise<SubmitOutcome> {
  const job = jobOfOperation(request);
  if (!job) return Promise.resolve({ kind: 'failed', failure: notOurs });
  return render(pool, options, [job], (song) => sideClipOf(song, job.variant), call);
}

async function render(
  pool: RenderPool,
  { onFault }: LocalProviderOptions,
  jobs: readonly RenderJob[],
  toClip: (song: RenderedSong, index: number) => Clip,
  call: SubmitCall,
): Promise<SubmitOutcome> {
  // One failed variant stops the others: half a track is of no use.
  const others = new AbortController();
  const signal = AbortSignal.any([call.signal, others.signal]);
  const progress = combineProgress(jobs.length, call.onProgress);
  const songs = jobs.map((job, i) =>
    pool.render(job, { signal, onProgress: (stage, share) => progress(i, stage, share) }),
  );
  try {
    const rendered = await Promise.all(songs);
    return { kind: 'finished', clips: rendered.map(toClip) };
  } catch (error) {
    others.abort();
    await Promise.allSettled(songs);
    if (!(error instanceof RenderFailure)) throw error;
    if (error.code !== 'cancelled') onFault?.(error);
    return { kind: 'failed', failure: failureOf(error, call.signal) };
  }
}
