import { useText } from '../i18n/index.ts';
import type { ChartShape } from './chart-shape.ts';
import styles from './chart.module.css';

/** The same figures in rows, the newest first. */
export function ChartTable({ title, shape }: { title: string; shape: ChartShape }) {
  const text = useText();
  const { series, points, format } = shape;
  const rows = points.map((point, index) => ({ point, index })).toReversed();
  return (
    // It scrolls, so the keyboard has to reach it.
    <div className={styles.tableBox} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{text('charts.time')}</th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ point, index }) => (
            <tr key={index}>
              <th scope="row">{point.full}</th>
              {series.map(({ id, values }) => {
                const value = values[index] ?? null;
                return <td key={id}>{value === null ? '–' : format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
