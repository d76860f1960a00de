import { roundTop, type Tone } from './chart-shape.ts';
import styles from './chart.module.css';

const [width, height] = [120, 32];

interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly tone: Tone;
  readonly most?: number;
}

/** The course of a figure at a glance; the figure itself stands beside it in words. */
export function Sparkline({ values, tone, most }: SparklineProps) {
  const top = most ?? roundTop(Math.max(0, ...values.map((value) => value ?? 0)));
  const x = (index: number) => 2 + (index * (width - 4)) / Math.max(1, values.length - 1);
  const y = (value: number) => height - 3 - (value / top) * (height - 6);
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const path = known.map(({ index, value }) => `${x(index)} ${y(value)}`).join('L');
  const last = known.at(-1);
  return (
    <svg
      className={styles.spark}
      data-tone={known.some(({ value }) => value > 0) ? tone : 'quiet'}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path
        className={styles.stroke}
        vectorEffect="non-scaling-stroke"
        d={path ? `M${path}` : `M2 ${y(0)}H118`}
      />
      {known.length === 1 && last && <circle cx={x(last.index)} cy={y(last.value)} r="2" />}
    </svg>
  );
}
