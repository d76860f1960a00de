import type { FigurePeriod } from '@impresario/protocol';
import { Sparkline } from '../charts/sparkline.tsx';
import type { Tone } from '../charts/chart-shape.ts';
import { useText } from '../i18n/index.ts';
import styles from './figure-tiles.module.css';
import { percent } from './measure-words.ts';
import type { Trend } from './trend.ts';

interface FigureTileProps {
  readonly name: string;
  readonly figure: string;
  readonly note?: string | undefined;
  /** `better`: which way is good news; neither when not given. */
  readonly trend?: {
    readonly of: Trend | null;
    readonly period: FigurePeriod;
    readonly better?: 'more' | 'less';
  };
  readonly spark?: {
    readonly values: readonly (number | null)[];
    readonly tone: Tone;
    readonly most?: number;
  };
}

const arrows = { more: '▲', less: '▼', same: '=', new: '▲' } as const;

/** One figure, what it was before, and its course. */
export function FigureTile({ name, figure, note, trend, spark }: FigureTileProps) {
  const text = useText();
  const of = trend?.of ?? null;
  const isNews = trend?.better !== undefined && (of?.kind === 'more' || of?.kind === 'less');
  const news = isNews ? (of?.kind === trend.better ? 'good' : 'bad') : undefined;
  return (
    <div className={styles.tile}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.body}>
        <strong className={styles.figure}>{figure}</strong>
        {note && <span className={styles.note}>{note}</span>}
        {of && trend && (
          <span className={styles.note} data-news={news}>
            <span aria-hidden="true">{arrows[of.kind]}</span>{' '}
            {text(`admin.trend.${of.kind}`, {
              change: percent(of.change),
              before: text(`admin.before.${trend.period}`),
            })}
          </span>
        )}
      </dd>
      {spark && <Sparkline {...spark} />}
    </div>
  );
}
