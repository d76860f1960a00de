import type { RenderFailureCode } from '../render-failure.ts';
import type { RenderStage } from '../render-song.ts';
import type { SoundFontSource } from '../synth/soundfont.ts';
import type { RenderedSong, RenderJob } from './job.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly soundFont: SoundFontSource;
}

export type ToWorker =
  | { readonly type: 'start'; readonly jobId: number; readonly job: RenderJob }
  | { readonly type: 'cancel'; readonly jobId: number };

export type FromWorker =
  | { readonly type: 'progress'; readonly jobId: number; readonly stage: RenderStage; readonly share: number }
  | { readonly type: 'done'; readonly jobId: number; readonly song: RenderedSong }
  | {
      readonly type: 'failed';
      readonly jobId: number;
      readonly code: RenderFailureCode;
      readonly message: string;
      readonly stack: string | undefined;
    };
