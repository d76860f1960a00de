import type { Series } from './chart-shape.ts';
import styles from './chart.module.css';
import type { Scale } from './plot.tsx';

/** Piles of bars, one for each point, the first series at the bottom. */
export function Bars({ series, scale }: { series: readonly Series[]; scale: Scale }) {
  const width = Math.max(2, Math.min(36, scale.step * 0.72));
  const count = series[0]?.values.length ?? 0;
  return Array.from({ length: count }, (_, index) => {
    let below = 0;
    return (
      <g key={index}>
        {series.map(({ id, tone, values }) => {
          const value = values[index] ?? 0;
          if (value === 0) return null;
          const [bottom, top] = [scale.y(below), scale.y(below + value)];
          below += value;
          return (
            <rect
              key={id}
              className={styles.bar}
              data-tone={tone}
              x={scale.x(index) - width / 2}
              y={top}
              width={width}
              height={Math.max(1.5, bottom - top - 1)}
              rx={Math.min(3, width / 4)}
            />
          );
        })}
      </g>
    );
  });
}
