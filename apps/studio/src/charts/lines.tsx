import type { Series } from './chart-shape.ts';
import styles from './chart.module.css';
import type { Scale } from './plot.tsx';

/** Lines through the known values. A point between two unknown ones is a dot; one line alone stands on a wash. */
export function Lines({ series, scale, at }: { series: readonly Series[]; scale: Scale; at: number | null }) {
  return series.map(({ id, tone, values }) => {
    const looked = at === null ? null : (values[at] ?? null);
    return (
      <g key={id} data-tone={tone} className={styles.line}>
        {runsOf(values).map((run) => {
          const [first, last] = [run[0]!, run.at(-1)!];
          const path = run.map((index) => `${scale.x(index)} ${scale.y(values[index] ?? 0)}`).join('L');
          if (first === last) {
            return <circle key={first} cx={scale.x(first)} cy={scale.y(values[first] ?? 0)} r="2.5" />;
          }
          return (
            <g key={first}>
              {series.length === 1 && (
                <path
                  className={styles.wash}
                  d={`M${scale.x(first)} ${scale.floor}L${path}L${scale.x(last)} ${scale.floor}Z`}
                />
              )}
              <path className={styles.stroke} d={`M${path}`} />
            </g>
          );
        })}
        {looked !== null && at !== null && <circle cx={scale.x(at)} cy={scale.y(looked)} r="4" />}
      </g>
    );
  });
}

/** The indices of known values, in runs without a gap. */
function runsOf(values: readonly (number | null)[]): number[][] {
  const runs: number[][] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const last = runs.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else runs.push([index]);
  }
  return runs;
}
