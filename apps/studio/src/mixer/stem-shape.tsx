import { useEffect, useRef } from 'react';
import { useTheme } from '../app/theme.ts';
import { fitCanvas } from '../ui/fit-canvas.ts';
import { useWidth } from '../ui/use-width.ts';
import styles from './stem-shape.module.css';

const barPx = 2;
const gapPx = 1;

/** Where in the song a stem plays, and how loud. */
export function StemShape({ levels, isHeard }: { levels: Uint8Array | null; isHeard: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(canvas);
  const theme = useTheme();
  useEffect(() => {
    if (canvas.current && levels && width > 0) draw(canvas.current, levels);
  }, [levels, width, theme, isHeard]);
  return <canvas ref={canvas} className={styles.shape} data-heard={isHeard || undefined} />;
}

function draw(canvas: HTMLCanvasElement, levels: Uint8Array): void {
  const brush = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!brush) return;
  fitCanvas(canvas, brush, width, height);
  brush.fillStyle = getComputedStyle(canvas).color;
  const count = Math.floor((width + gapPx) / (barPx + gapPx));
  for (let bar = 0; bar < count; bar++) {
    const from = Math.floor((bar * levels.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * levels.length) / count));
    let loudest = 0;
    for (let at = from; at < to; at++) loudest = Math.max(loudest, levels[at] ?? 0);
    // Levels are on a scale of decibels; squared, the eye tells loud from quiet.
    const tall = Math.max(1, (loudest / 255) ** 2 * height);
    brush.fillRect(bar * (barPx + gapPx), (height - tall) / 2, barPx, tall);
  }
}
