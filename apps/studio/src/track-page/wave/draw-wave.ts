import { fitCanvas } from '../../ui/fit-canvas.ts';
import { barsBetween, tallestBar } from './bars-between.ts';
import { shareOf, type WaveView } from './wave-view.ts';

export interface WaveDrawing {
  readonly peaks: readonly number[] | null;
  readonly view: WaveView;
  readonly duration: number;
  /** Seconds that have been played; null while this version is not the one that is heard. */
  readonly playedTo: number | null;
  /** Where the pointer is, in seconds. */
  readonly pointedAt: number | null;
}

const barPx = 3;
const gapPx = 2;
/** A bar stands on a line: so much of the height is over it, the rest is its reflection under it. */
const overShare = 0.68;
const reflection = 0.3;

/** Draws the visible part of a song: bars on a line with their reflection, and how far it has been played. */
export function drawWave(canvas: HTMLCanvasElement, drawing: WaveDrawing): void {
  const brush = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!brush || width === 0) return;
  fitCanvas(canvas, brush, width, height);
  const { peaks, view, duration, playedTo, pointedAt } = drawing;
  const most = peaks ? tallestBar(peaks) : 1;
  const count = Math.max(1, Math.floor((width + gapPx) / (barPx + gapPx)));
  const bars =
    peaks && duration > 0 ? barsBetween(peaks, view.from / duration, view.to / duration, count) : [];
  const playedPx = playedTo === null ? 0 : shareOf(view, playedTo) * width;
  const pointedPx = pointedAt === null ? 0 : shareOf(view, pointedAt) * width;
  const colours = readColours(canvas, brush, width);
  const line = height * overShare;
  for (let index = 0; index < count; index++) {
    const left = index * (barPx + gapPx);
    const share = Math.max(0, Math.min(1, (playedPx - left) / barPx));
    const tall = Math.min(1, (bars[index] ?? 0) / most);
    const over = Math.max(barPx, tall * (line - 2));
    const under = Math.max(1.5, tall * (height - line - 4));
    const paint = (colour: string | CanvasGradient, alpha: number) => {
      brush.fillStyle = colour;
      brush.globalAlpha = alpha;
      fillBar(brush, left, line - over, over);
      brush.globalAlpha = alpha * reflection;
      fillBar(brush, left, line + 2, under);
    };
    if (share < 1) paint(colours.rest, 1);
    if (share > 0) paint(colours.played, share);
    else if (left <= pointedPx && playedTo !== null) paint(colours.played, 0.4);
  }
  brush.globalAlpha = 1;
}

function fillBar(brush: CanvasRenderingContext2D, left: number, top: number, tall: number): void {
  brush.beginPath();
  brush.roundRect(left, top, barPx, tall, barPx / 2);
  brush.fill();
}

function readColours(canvas: HTMLCanvasElement, brush: CanvasRenderingContext2D, width: number) {
  const theme = getComputedStyle(canvas);
  const played = brush.createLinearGradient(0, 0, width, 0);
  played.addColorStop(0, theme.getPropertyValue('--wave-from'));
  played.addColorStop(1, theme.getPropertyValue('--wave-to'));
  return { rest: theme.getPropertyValue('--wave-rest'), played };
}
