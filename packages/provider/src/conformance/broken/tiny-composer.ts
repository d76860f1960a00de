import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../../failure.ts';
import type { Clip, SubmitOutcome } from '../../outcome.ts';
import type { MusicProvider } from '../../provider.ts';
import type { MusicRequest } from '../../request.ts';
import { makeWav } from '../scripted/make-audio.ts';
import { scriptedCapabilities } from '../scripted/scripted-capabilities.ts';

/** A composer of the in-process shape: a tone by seed, in slices, so that an abort is noticed. */
export function createTinyComposer(): MusicProvider {
  const delivery = { shape: 'inline', repeatable: true, cancellable: true, callbacks: 'none' } as const;
  return {
    capabilities: scriptedCapabilities('tiny', { ...delivery, outputLifetimeSeconds: null }),
    async submit(request: MusicRequest, call): Promise<SubmitOutcome> {
      const slices = Math.ceil((request.durationSeconds ?? 2) / 2);
      for (let slice = 0; slice < slices; slice += 1) {
        if (call.signal.aborted) return { kind: 'failed', failure: stopped };
        call.onProgress({ fraction: slice / slices, stage: 'Playing' });
        await sleep(40);
      }
      const clips = Array.from({ length: request.variants }, (_, variantIndex): Clip => {
        const bytes = makeWav(1, 200 + (request.seed ?? 0) * 10 + variantIndex);
        const audio = { kind: 'bytes', bytes, mimeType: 'audio/wav' } as const;
        return { ...emptyClip, variantIndex, durationSeconds: 1, audio };
      });
      return { kind: 'finished', clips };
    },
  };
}

const emptyClip: Clip = {
  variantIndex: 0,
  providerClipId: null,
  title: null,
  lyrics: null,
  durationSeconds: null,
  sections: [],
  streamUrl: null,
  audio: null,
  cover: null,
  video: null,
  peaks: null,
  wav: null,
  stems: [],
};

const stopped: Failure = {
  kind: 'aborted',
  phase: 'submit',
  message: 'The song was stopped.',
  sideEffect: 'none',
  retryable: false,
  canFailOver: false,
};
