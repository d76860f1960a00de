import { toBars } from './peaks.ts';

const gapPx = 2;
const narrowPx = 280;

interface Drawing {
  readonly peaks: readonly number[] | null;
  /** How much has been played, 0 to 1. */
  readonly played: number;
  /** Where the pointer is, 0 to 1; null when elsewhere. */
  readonly pointed: number | null;
}

/** Draws a version's waveform as bars; as a row of dots while its peaks are not there. Colours come from the theme. */
export function drawWaveform(canvas: HTMLCanvasElement, { peaks, played, pointed }: Drawing): void {
  const brush = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!brush || width === 0) return;
  const density = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * density)) canvas.width = Math.round(width * density);
  if (canvas.height !== Math.round(height * density)) canvas.height = Math.round(height * density);
  brush.setTransform(density, 0, 0, density, 0, 0);
  brush.clearRect(0, 0, width, height);

  const barPx = width < narrowPx ? 2 : 3;
  const colours = readColours(canvas, brush, width);
  const count = Math.max(1, Math.floor((width + gapPx) / (barPx + gapPx)));
  const bars = peaks ? toBars(peaks, count) : [];
  const playedPx = played * width;
  for (let index = 0; index < count; index++) {
    const left = index * (barPx + gapPx);
    const tall = Math.max(barPx, (bars[index] ?? 0) * height);
    const share = Math.max(0, Math.min(1, (playedPx - left) / barPx));
    const isPointed = pointed !== null && left <= pointed * width && left + barPx > playedPx;
    brush.fillStyle = colours.rest;
    brush.globalAlpha = 1;
    const bar = { left, tall, wide: barPx, middle: height / 2 };
    if (share < 1) fillBar(brush, bar);
    if (share > 0 || isPointed) {
      brush.fillStyle = colours.played;
      brush.globalAlpha = share > 0 ? share : 0.45;
      fillBar(brush, bar);
    }
  }
  brush.globalAlpha = 1;
}

interface Bar {
  readonly left: number;
  readonly tall: number;
  readonly wide: number;
  readonly middle: number;
}

function fillBar(brush: CanvasRenderingContext2D, { left, tall, wide, middle }: Bar): void {
  brush.beginPath();
  brush.roundRect(left, middle - tall / 2, wide, tall, wide / 2);
  brush.fill();
}

function readColours(canvas: HTMLCanvasElement, brush: CanvasRenderingContext2D, width: number) {
  const theme = getComputedStyle(canvas);
  const played = brush.createLinearGradient(0, 0, width, 0);
  played.addColorStop(0, theme.getPropertyValue('--wave-from'));
  played.addColorStop(1, theme.getPropertyValue('--wave-to'));
  return { rest: theme.getPropertyValue('--wave-rest'), played };
}
