import type { ReactNode } from 'react';
import type { Figures, Provider, ProviderWork } from '@impresario/protocol';
import { Sparkline } from '../charts/sparkline.tsx';
import { useText } from '../i18n/index.ts';
import { creditCount } from '../words/amounts.ts';
import { timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import { count, duration, percent, untilWords } from './measure-words.ts';
import { providerName } from '../words/provider-name.ts';
import styles from './provider-cards.module.css';

interface ProviderCardProps {
  readonly work: ProviderWork;
  /** What the list of providers says; null until it is read. */
  readonly provider: Provider | null;
  readonly figures: Figures['providers'][number] | null;
  /** Too much of it failed lately. */
  readonly isFailing: boolean;
}

type State = 'works' | 'idle' | 'troubled' | 'down' | 'blocked';

/** One provider: its state in a word, then the figures behind it. */
export function ProviderCard({ work, provider, figures, isFailing }: ProviderCardProps) {
  const text = useText();
  const now = useNow(1_000);
  const state = stateOf(work, provider, isFailing);
  const { pausedUntil } = work;
  const failed = Object.values(figures?.total.failed ?? {}).reduce((sum, each) => sum + each, 0);
  const { p50 = null, p95 = null } = figures?.total.latencySeconds ?? {};
  const rate = figures?.total.successRate ?? null;
  return (
    <li className={styles.card} data-state={state}>
      <div className={styles.head}>
        <h3 className={styles.name}>{providerName({ id: work.provider, label: work.label })}</h3>
        <p className={styles.state}>{text(`admin.provider.${state}`)}</p>
        {pausedUntil && Date.parse(pausedUntil) > now && (
          <p className={styles.paused}>
            {text('admin.provider.paused', { when: untilWords(pausedUntil, now) })}
          </p>
        )}
      </div>
      <Sparkline values={figures?.points.map(({ completed }) => completed) ?? []} tone="good" />
      <dl className={styles.facts}>
        <Fact name={text('admin.provider.success')}>{rate === null ? '–' : percent(rate)}</Fact>
        <Fact name={text('admin.provider.songs')}>
          {text('admin.provider.songs.both', {
            completed: count(figures?.total.completed ?? 0),
            failed: count(failed),
          })}
        </Fact>
        <Fact name={text('admin.provider.takes')}>
          {p50 === null || p95 === null
            ? '–'
            : text('admin.provider.takes.both', { p50: duration(p50), p95: duration(p95) })}
        </Fact>
        <Fact name={text('admin.provider.work')}>{workWords(work, text)}</Fact>
        {work.submits && (
          <Fact name={text('admin.provider.rate')}>
            {text('admin.provider.rate.both', {
              made: work.submits.made,
              max: work.submits.max,
              seconds: work.submits.perSeconds,
            })}
          </Fact>
        )}
        {work.accountSeenAt && (
          <Fact name={text('admin.provider.account')}>
            {accountWords(work.creditsLeft, work.accountSeenAt, now, text)}
          </Fact>
        )}
      </dl>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function stateOf({ circuit }: ProviderWork, provider: Provider | null, isFailing: boolean): State {
  if (circuit !== 'closed') return circuit === 'blocked' ? 'blocked' : 'down';
  if (isFailing) return 'troubled';
  switch (provider?.health.status) {
    case 'degraded':
    case 'down':
      return 'troubled';
    case 'unknown':
      return 'idle';
    default:
      return 'works';
  }
}

type Say = ReturnType<typeof useText>;

function workWords({ underWay, waiting, concurrencyMax: max }: ProviderWork, text: Say): string {
  const values = { underWay: count(underWay), waiting: count(waiting) };
  return max === null
    ? text('admin.provider.work.both', values)
    : text('admin.provider.work.max', { ...values, max });
}

function accountWords(creditsLeft: number | null, seenAt: string, now: number, text: Say): string {
  const left =
    creditsLeft === null
      ? text('admin.provider.account.unknown')
      : text('admin.provider.account.left', { credits: creditCount(creditsLeft) });
  return `${left}, ${text('admin.provider.account.seen', { when: timeAgo(seenAt, now) })}`;
}
