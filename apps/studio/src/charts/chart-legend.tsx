import type { ChartShape } from './chart-shape.ts';
import styles from './chart.module.css';

interface ChartLegendProps {
  readonly shape: ChartShape;
  readonly note: string;
  readonly at: number | null;
}

/** What is drawn, and at the point that is looked at, how much of it. */
export function ChartLegend({ shape, note, at }: ChartLegendProps) {
  const { series, points, format, kind } = shape;
  return (
    <div className={styles.legend}>
      <p className={styles.point}>{at === null ? note : points[at]?.full}</p>
      <ul className={styles.names}>
        {series.map(({ id, name, tone, values }) => {
          const value = at === null ? null : (values[at] ?? null);
          return (
            <li key={id} className={styles.name}>
              <svg className={styles.swatch} data-tone={tone} width="16" height="8" aria-hidden="true">
                {kind === 'bars' ? <rect width="16" height="8" rx="2" /> : <path d="M0 4h16" />}
              </svg>
              {name}
              {at !== null && <strong>{value === null ? '–' : format(value)}</strong>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
