import type {
  Clip,
  Failure,
  MusicProvider,
  MusicRequest,
  SubmitCall,
  SubmitOutcome,
} from '@impresario/provider';
import { localCapabilities } from './capabilities.ts';
import type { RenderedSong } from './render/pool/job.ts';
import { RenderPool } from './render/pool/render-pool.ts';
import { RenderFailure } from './render/render-failure.ts';
import type { SoundFontSource } from './render/synth/soundfont.ts';
import { combineProgress } from './combine-progress.ts';

export interface LocalProviderOptions {
  /** Songs played at the same time; one a core is right. */
  readonly workers: number;
  readonly soundFont: SoundFontSource;
  /** Told the whole truth about a render that failed; the track itself gets plain words. */
  readonly onFault?: (failure: RenderFailure) => void;
}

const usualVariants = 2;
const defaultDurationSeconds = 120;

/** The composer built into the engine (PRO-7): an inline provider whose upstream is this machine. */
export function createLocalProvider(options: LocalProviderOptions): MusicProvider {
  const { workers, soundFont } = options;
  const pool = new RenderPool({ size: workers, soundFont });
  return {
    capabilities: localCapabilities(Math.max(1, Math.floor(workers / usualVariants))),
    submit: (request, call) => submit(pool, options, request, call),
    close: () => pool.close(),
  };
}

async function submit(
  pool: RenderPool,
  { onFault }: LocalProviderOptions,
  request: MusicRequest,
  call: SubmitCall,
): Promise<SubmitOutcome> {
  // One failed variant stops the others: half a track is of no use.
  const others = new AbortController();
  const signal = AbortSignal.any([call.signal, others.signal]);
  const seed = request.seed ?? seedOf(call.trackId);
  const progress = combineProgress(request.variants, call.onProgress);
  const songs = Array.from({ length: request.variants }, (_, variant) =>
    pool.render(
      {
        brief: briefOf(request),
        seed,
        variant,
        title: request.title,
        stems: request.options['stems'] === true,
      },
      { signal, onProgress: (stage, share) => progress(variant, stage, share) },
    ),
  );
  try {
    const rendered = await Promise.all(songs);
    return { kind: 'finished', clips: rendered.map(toClip) };
  } catch (error) {
    others.abort();
    await Promise.allSettled(songs);
    if (!(error instanceof RenderFailure)) throw error;
    if (error.code !== 'cancelled') onFault?.(error);
    return { kind: 'failed', failure: toFailure(error, call.signal) };
  }
}

function briefOf(request: MusicRequest) {
  return {
    prompt: request.prompt,
    styleTags: request.styleTags,
    lyrics: request.lyrics,
    title: request.title,
    durationSeconds: request.durationSeconds ?? defaultDurationSeconds,
    instrumental: request.hasVocals === false || request.lyrics === null,
  };
}

/** A seed of the track's own (FNV-1a), so that a render begun again after a crash is the same song. */
function seedOf(trackId: string): number {
  let hash = 0x811c9dc5;
  for (const character of trackId) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

function toClip(song: RenderedSong, variantIndex: number): Clip {
  return {
    variantIndex,
    providerClipId: null,
    title: song.title,
    lyrics: song.lyrics,
    durationSeconds: song.durationSeconds,
    streamUrl: null,
    audio: { kind: 'bytes', bytes: song.mp3, mimeType: 'audio/mpeg' },
    cover: { kind: 'bytes', bytes: song.cover, mimeType: 'image/jpeg' },
    video: null,
    wav: null,
    peaks: { kind: 'bytes', bytes: song.peaks, mimeType: 'application/json' },
    stems: (song.stems ?? []).map(({ name, mp3 }) => ({
      name,
      audio: { kind: 'bytes', bytes: mp3, mimeType: 'audio/mpeg' },
    })),
  };
}

function toFailure(error: RenderFailure, signal: AbortSignal): Failure {
  const timedOut = signal.aborted && signal.reason === 'deadline';
  const broken = error.code === 'soundfont-missing' || error.code === 'soundfont-damaged';
  return {
    kind: timedOut
      ? 'timeout'
      : error.code === 'cancelled'
        ? 'aborted'
        : broken
          ? 'misconfigured'
          : 'upstream-fault',
    phase: 'submit',
    message: broken
      ? 'The instruments of the built-in composer are missing or damaged.'
      : 'The render did not finish.',
    sideEffect: 'none',
    retryable: error.retryable,
    canFailOver: true,
    upstream: { code: error.code },
  };
}
