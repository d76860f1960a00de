import type { Figures, Overview } from '@impresario/protocol';
import { Chart } from '../charts/chart.tsx';
import { roundSeconds, type Series, type Tone } from '../charts/chart-shape.ts';
import { useText } from '../i18n/index.ts';
import { creditCount } from '../words/amounts.ts';
import { failureSeries } from './failure-series.ts';
import { nameOf } from './overview-names.ts';
import styles from './figure-charts.module.css';
import { count, duration, percent } from './measure-words.ts';
import { pointNames } from './point-names.ts';

const providerTones: readonly Tone[] = ['one', 'two', 'three', 'four', 'quiet'];

/** What happened over the period, in six pictures. */
export function FigureCharts({ figures, overview }: { figures: Figures; overview: Overview }) {
  const text = useText();
  const names = pointNames(figures);
  const { points } = figures;
  const series = (
    id: string,
    tone: Tone,
    pick: (point: (typeof points)[number]) => number | null,
  ): Series => ({
    id,
    name: text(`admin.series.${id}` as 'admin.series.completed'),
    tone,
    values: points.map(pick),
  });
  const byProvider = figures.providers.map(({ provider, points: own }, index): Series => ({
    id: provider,
    name: nameOf(overview, provider),
    tone: providerTones[index % providerTones.length]!,
    values: own.map(({ latencySeconds }) => latencySeconds.p50),
  }));
  const empty = text('admin.chart.empty');
  const common = { points: names, empty };
  return (
    <div className={styles.charts} data-period={figures.period}>
      <Chart
        {...common}
        title={text('admin.chart.outcomes')}
        note={text(`admin.chart.outcomes.${figures.grain}`)}
        kind="bars"
        format={count}
        series={[
          series('completed', 'good', ({ completed }) => completed),
          series('failed', 'bad', ({ failed }) => Object.values(failed).reduce((sum, each) => sum + each, 0)),
          series('cancelled', 'quiet', ({ cancelled }) => cancelled),
        ]}
      />
      <Chart
        {...common}
        title={text('admin.chart.success')}
        note={text('admin.chart.success.note')}
        kind="lines"
        format={percent}
        most={1}
        series={[series('success', 'good', ({ successRate }) => successRate)]}
      />
      <Chart
        {...common}
        title={text('admin.chart.latency')}
        note={text('admin.chart.latency.note')}
        round={roundSeconds}
        kind="lines"
        format={duration}
        series={[
          series('p50', 'one', ({ latencySeconds }) => latencySeconds.p50),
          series('p95', 'two', ({ latencySeconds }) => latencySeconds.p95),
        ]}
      />
      <Chart
        {...common}
        title={text('admin.chart.providers')}
        note={text('admin.chart.providers.note')}
        round={roundSeconds}
        kind="lines"
        format={duration}
        series={byProvider}
      />
      <Chart
        {...common}
        title={text('admin.chart.failures')}
        note={text('admin.chart.failures.note')}
        empty={text('admin.chart.empty.failures')}
        kind="bars"
        format={count}
        series={failureSeries(figures)}
      />
      <Chart
        {...common}
        title={text('admin.chart.credits')}
        note={text('admin.chart.credits.note')}
        empty={text('admin.chart.empty.credits')}
        kind="lines"
        format={creditCount}
        series={[
          series('charged', 'one', ({ creditsCharged }) => creditsCharged),
          series('refunded', 'two', ({ creditsRefunded }) => creditsRefunded),
        ]}
      />
    </div>
  );
}
