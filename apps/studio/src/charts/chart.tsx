import { useId, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { isEmpty, type ChartShape } from './chart-shape.ts';
import { ChartTable } from './chart-table.tsx';
import styles from './chart.module.css';
import { Plot } from './plot.tsx';

interface ChartProps extends ChartShape {
  readonly title: string;
  /** What the figures are of; stands where a point is named while none is looked at. */
  readonly note: string;
  /** Said where there is nothing to draw. */
  readonly empty: string;
}

/**
 * Some figures over time, as a picture that is read point by point with the mouse, a finger or the arrow keys, or as a
 * table. The line under the title names what is seen and tells the values of the point that is looked at.
 */
export function Chart({ title, note, empty, ...shape }: ChartProps) {
  const text = useText();
  const id = useId();
  const [at, setAt] = useState<number | null>(null);
  const [isTable, setTable] = useState(false);
  const nothing = isEmpty(shape);
  return (
    <figure className={styles.chart} aria-labelledby={id}>
      <figcaption className={styles.head}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        <IconButton
          icon={isTable ? 'chart' : 'rows'}
          label={text(isTable ? 'charts.asPicture' : 'charts.asTable', { title })}
          className={styles.toggle}
          onClick={() => setTable(!isTable)}
        />
      </figcaption>
      {isTable ? (
        <ChartTable title={title} shape={shape} />
      ) : (
        <>
          <ChartLegend shape={shape} note={note} at={at} />
          <div className={styles.stage}>
            <Plot title={title} shape={shape} at={at} onLook={setAt} />
            {nothing && (
              <p className={styles.empty}>
                <span>{empty}</span>
              </p>
            )}
          </div>
        </>
      )}
    </figure>
  );
}
