import { isTerminal } from '@impresario/client';
import type { Track } from '@impresario/protocol';
import { formatDuration } from './format.ts';
import type { Paint } from './paint.ts';
import { renderBar } from './render-bar.ts';
import { fitText, oneLine, textWidth } from './text-width.ts';

/** What the line is about: a track, or work beside one. */
export type Progressing = Pick<Track, 'status' | 'progress' | 'stage'> &
  Partial<Pick<Track, 'queuePosition' | 'estimatedCompletionAt'>>;

export interface ProgressView {
  /** Null until the server has taken the order. */
  track: Progressing | null;
  elapsedSeconds: number;
  remainingSeconds: number | null;
  /** What is happening where the track itself does not say, such as a lost connection. */
  notice: string | null;
}

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** The one line that is drawn over and over while a track is made; never wider than `columns`. */
export function renderProgress(
  view: ProgressView,
  look: { paint: Paint; columns: number; frame: number },
): string {
  const { paint } = look;
  const progress = view.track?.progress ?? null;
  const mark = paint.accent(spinner[look.frame % spinner.length]!);
  const percent = progress === null ? '' : `${Math.floor(progress * 100)} %`.padStart(5);
  const times = timesOf(view);
  const barColumns = progress === null ? 0 : Math.max(8, Math.min(28, look.columns - 52));
  const bar = barColumns ? `${renderBar(progress!, barColumns, paint)} ` : '';
  const fixed = 2 + (barColumns ? barColumns + 1 : 0) + (percent ? 7 : 0) + 2 + textWidth(times);
  const stage = fitText(view.notice ?? stageOf(view.track), Math.max(0, look.columns - fixed - 1));
  return `${mark} ${bar}${percent ? `${percent}  ` : ''}${stage}  ${paint.dim(times)}`;
}

function timesOf({ elapsedSeconds, remainingSeconds }: ProgressView): string {
  const left = remainingSeconds === null ? '' : ` · about ${formatDuration(remainingSeconds)} left`;
  return formatDuration(elapsedSeconds) + left;
}

/** What is being done to a track, in a few words. */
export function stageOf(track: Progressing | null): string {
  if (!track) return 'Asking the server';
  if (track.stage && !isTerminal(track.status)) return oneLine(track.stage);
  if (track.status === 'pending') {
    return track.queuePosition ? `Waiting, ${track.queuePosition} in line` : 'Waiting for a free place';
  }
  return track.status === 'processing' ? 'Being made' : track.status;
}
