import { useEffect, type CSSProperties } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Credits, Quota } from '@impresario/protocol';
import { keys } from '../api/query-client.ts';
import { readLocale, useText } from '../i18n/index.ts';
import { useNow } from '../words/use-now.ts';
import styles from './credits.module.css';

const names = ['perMinute', 'perDay', 'concurrent'] as const;

/** What the plan allows and how much of it is left at this moment. */
export function LimitMeters({ quotas }: Pick<Credits, 'quotas'>) {
  const text = useText();
  const now = useNow(1_000);
  useFreshQuotas(quotas, now);
  return (
    <section className={styles.limits} aria-labelledby="limits-title">
      <h2 id="limits-title" className={styles.label}>
        {text('credits.limits')}
      </h2>
      <ul className={styles.meters}>
        {names.map((name) => (
          <Meter key={name} name={name} quota={quotas[name]} now={now} />
        ))}
      </ul>
    </section>
  );
}

interface MeterProps {
  readonly name: (typeof names)[number];
  readonly quota: Quota;
  readonly now: number;
}

function Meter({ name, quota, now }: MeterProps) {
  const text = useText();
  const { limit, used, remaining } = quota;
  const title = text(`credits.limit.${name}`);
  const left =
    limit === null
      ? text('credits.limit.unlimited', { used })
      : text('credits.limit.left', { remaining: remaining ?? 0, limit });
  const filled = limit === null ? 0 : Math.min(100, (used / limit) * 100);
  return (
    <li className={styles.meter}>
      <p className={styles.meterHead}>
        <span className={styles.meterName}>{title}</span>
        <span>{left}</span>
      </p>
      {limit !== null && (
        <div
          className={styles.bar}
          role="meter"
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(used, limit)}
          aria-valuetext={left}
          data-full={remaining === 0 || undefined}
        >
          <span style={{ '--filled': `${filled}%` } as CSSProperties} />
        </div>
      )}
      <p className={styles.facts}>{resetWords(name, quota, now, text)}</p>
    </li>
  );
}

function resetWords(
  name: MeterProps['name'],
  { used, resetAt }: Quota,
  now: number,
  text: ReturnType<typeof useText>,
): string {
  if (used === 0) return text('credits.limit.untouched');
  if (name === 'concurrent') return text('credits.limit.running', { used });
  if (resetAt === null) return '';
  if (name === 'perMinute') {
    const seconds = Math.max(1, Math.ceil((Date.parse(resetAt) - now) / 1000));
    return text('credits.limit.soon', { seconds });
  }
  const time = new Date(resetAt).toLocaleTimeString(readLocale(), { timeStyle: 'short' });
  return text('credits.limit.midnight', { time });
}

/** So long after a question that was asked too early comes the next one. */
const askAgainMs = 5_000;

/**
 * Asks again when something has come back by the passing of time, and goes on asking until it has: this clock may be
 * ahead of the server's.
 */
function useFreshQuotas({ perMinute, perDay }: Credits['quotas'], now: number): void {
  const client = useQueryClient();
  const next = [perMinute.resetAt, perDay.resetAt]
    .flatMap((at) => (at === null ? [] : [Date.parse(at)]))
    .toSorted((a, b) => a - b)[0];
  const times = next !== undefined && now > next ? Math.ceil((now - next) / askAgainMs) : 0;
  useEffect(() => {
    if (times > 0) void client.invalidateQueries({ queryKey: keys.credits });
  }, [client, times, next]);
}
