import { useRef, type PointerEvent } from 'react';
import { Bars } from './bars.tsx';
import { isEmpty, namedPoints, topOf, type ChartShape } from './chart-shape.ts';
import styles from './chart.module.css';
import { Lines } from './lines.tsx';
import { useWidth } from './use-width.ts';

const height = 190;
const frame = { top: 10, right: 8, bottom: 24, left: 52 };
const pixelsPerName = 64;

export interface Scale {
  /** The middle of a point's place. */
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  /** How wide a point's place is. */
  readonly step: number;
  readonly floor: number;
}

interface PlotProps {
  readonly title: string;
  readonly shape: ChartShape;
  /** The point that is looked at. */
  readonly at: number | null;
  readonly onLook: (at: number | null) => void;
}

/** The picture. A slider lies over it, unseen: arrow keys go from point to point, and each is read aloud. */
export function Plot({ title, shape, at, onLook }: PlotProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const count = shape.points.length;
  const scale = scaleOf(shape, width);
  const look = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const from = currentTarget.getBoundingClientRect().left + frame.left;
    const index = Math.floor((clientX - from) / scale.step);
    onLook(Math.min(count - 1, Math.max(0, index)));
  };
  return (
    <div
      ref={box}
      className={styles.plot}
      onPointerMove={look}
      onPointerLeave={({ currentTarget }) => {
        if (!currentTarget.contains(document.activeElement)) onLook(null);
      }}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true" focusable="false">
          <Axes shape={shape} scale={scale} width={width} />
          {at !== null && (
            <rect
              className={styles.looked}
              x={scale.x(at) - scale.step / 2}
              y={frame.top}
              width={scale.step}
              height={scale.floor - frame.top}
            />
          )}
          {!isEmpty(shape) && <Marks shape={shape} scale={scale} at={at} />}
        </svg>
      )}
      <input
        type="range"
        className={styles.reader}
        min={0}
        max={Math.max(0, count - 1)}
        value={at ?? count - 1}
        aria-label={title}
        aria-valuetext={spoken(shape, at ?? count - 1)}
        onFocus={() => onLook(at ?? count - 1)}
        onBlur={() => onLook(null)}
        onChange={(event) => onLook(Number(event.target.value))}
      />
    </div>
  );
}

function scaleOf(shape: ChartShape, width: number): Scale {
  const floor = height - frame.bottom;
  const top = topOf(shape);
  const step = Math.max(1, width - frame.left - frame.right) / Math.max(1, shape.points.length);
  return {
    step,
    floor,
    x: (index) => frame.left + (index + 0.5) * step,
    y: (value) => floor - (Math.min(value, top) / top) * (floor - frame.top),
  };
}

function Marks({ shape, scale, at }: { shape: ChartShape; scale: Scale; at: number | null }) {
  return shape.kind === 'bars' ? (
    <Bars series={shape.series} scale={scale} />
  ) : (
    <Lines series={shape.series} scale={scale} at={at} />
  );
}

function Axes({ shape, scale, width }: { shape: ChartShape; scale: Scale; width: number }) {
  const top = topOf(shape);
  const room = Math.floor((width - frame.left) / pixelsPerName);
  return (
    <>
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <path className={styles.grid} d={`M${frame.left} ${scale.y(value)}H${width - frame.right}`} />
          <text className={styles.tick} x={frame.left - 8} y={scale.y(value) + 4} textAnchor="end">
            {shape.format(value)}
          </text>
        </g>
      ))}
      {namedPoints(shape.points.length, room).map((index) => (
        <text
          key={index}
          className={styles.tick}
          x={Math.min(scale.x(index), width - frame.right - 18)}
          y={height - 6}
          textAnchor="middle"
        >
          {shape.points[index]?.short}
        </text>
      ))}
    </>
  );
}

/** A point in words. */
function spoken({ points, series, format }: ChartShape, at: number): string {
  const values = series.map(({ name, values: all }) => {
    const value = all[at] ?? null;
    return `${name} ${value === null ? '–' : format(value)}`;
  });
  return [`${points[at]?.full ?? ''}: `, values.join(', ')].join('');
}
