import type { Figures, Overview } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { credits as creditWords, creditCount } from '../words/amounts.ts';
import { FigureTile } from './figure-tile.tsx';
import styles from './figure-tiles.module.css';
import { count, duration, percent } from './measure-words.ts';
import { trendOfSum, trendOfValue } from './trend.ts';

/** The figures that an operator wants at a glance, each with where it is going. */
export function FigureTiles({ figures, overview }: { figures: Figures; overview: Overview }) {
  const text = useText();
  const { total, points, period } = figures;
  const { p50, p95 } = total.latencySeconds;
  const underWay = overview.tracks.processing;
  const none = text('admin.figure.none');
  return (
    <section aria-labelledby="figures-title">
      <h2 id="figures-title" className="visually-hidden">
        {text('admin.figures')}
      </h2>
      <dl className={styles.tiles}>
        <FigureTile
          name={text('admin.figure.now')}
          figure={count(underWay + overview.tracks.pending)}
          note={[
            text('admin.figure.now.underWay', { count: underWay }),
            text('admin.figure.now.waiting', { count: overview.tracks.pending }),
          ].join(', ')}
        />
        <FigureTile
          name={text('admin.figure.completed')}
          figure={count(total.completed)}
          trend={{ of: trendOfSum(figures, ({ completed }) => completed), period }}
          spark={{ values: points.map(({ completed }) => completed), tone: 'good' }}
        />
        <FigureTile
          name={text('admin.figure.success')}
          figure={total.successRate === null ? none : percent(total.successRate)}
          trend={{
            of: trendOfValue(figures, ({ successRate }) => successRate, 'part'),
            period,
            better: 'more',
          }}
          spark={{ values: points.map(({ successRate }) => successRate), tone: 'good', most: 1 }}
        />
        <FigureTile
          name={text('admin.figure.latency')}
          figure={p50 === null ? none : duration(p50)}
          note={p95 === null ? undefined : text('admin.figure.latency.note', { time: duration(p95) })}
          trend={{
            of: trendOfValue(figures, ({ latencySeconds }) => latencySeconds.p50, 'amount'),
            period,
            better: 'less',
          }}
          spark={{ values: points.map(({ latencySeconds }) => latencySeconds.p50), tone: 'good' }}
        />
        <FigureTile
          name={text('admin.figure.credits')}
          figure={creditCount(Math.round((total.creditsCharged - total.creditsRefunded) * 1000) / 1000)}
          note={text('admin.figure.credits.note', { refunded: creditWords(total.creditsRefunded) })}
          trend={{ of: trendOfSum(figures, (tally) => tally.creditsCharged - tally.creditsRefunded), period }}
          spark={{
            values: points.map((point) => Math.max(0, point.creditsCharged - point.creditsRefunded)),
            tone: 'good',
          }}
        />
        <FigureTile
          name={text('admin.figure.users')}
          figure={count(total.newUsers)}
          note={text('admin.figure.users.note', { count: count(overview.users) })}
          spark={{ values: points.map(({ newUsers }) => newUsers), tone: 'good' }}
        />
      </dl>
    </section>
  );
}
