import type { Failure } from '@impresario/provider';
import type { RenderFailure } from './render/render-failure.ts';

/** What a track is told of a render that failed: plain words, and never a path. */
export function failureOf(error: RenderFailure, signal: AbortSignal): Failure {
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

/** What is asked for starts from a song that was not composed here and as now, or is nothing the composer does. */
export const notOurs: Failure = {
  kind: 'unsupported',
  phase: 'submit',
  message: 'The built-in composer can work only on songs that it made as it is now.',
  sideEffect: 'none',
  retryable: false,
  canFailOver: false,
};
