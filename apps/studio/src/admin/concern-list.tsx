import type { Overview } from '@impresario/protocol';
import { hasMessage, useText } from '../i18n/index.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import { nameOf } from './overview-names.ts';
import styles from './concern-list.module.css';
import type { Concern } from './concerns.ts';
import { duration, percent } from './measure-words.ts';

interface ConcernListProps {
  readonly concerns: readonly Concern[];
  readonly overview: Overview;
  /** Shows what a concern is about. */
  readonly onGo: (to: 'stuck' | 'orphans' | 'invariants') => void;
}

/** What is wrong, in words, with what to do about it; or that nothing is. */
export function ConcernList({ concerns, overview, onGo }: ConcernListProps) {
  const text = useText();
  return (
    <section className={styles.box} aria-labelledby="concerns-title">
      <h2 id="concerns-title" className="visually-hidden">
        {text('admin.concerns')}
      </h2>
      {concerns.length === 0 ? (
        <Calm checkedAt={overview.invariants?.checkedAt ?? null} />
      ) : (
        <ul className={styles.list}>
          {concerns.map((concern) => (
            <ConcernCard
              key={`${concern.id} ${concern.provider ?? ''}`}
              concern={concern}
              overview={overview}
              onGo={onGo}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function ConcernCard({ concern, overview, onGo }: { concern: Concern } & Omit<ConcernListProps, 'concerns'>) {
  const text = useText();
  const { id, level, provider, count, seconds, rate, code } = concern;
  const codeKey = `admin.code.${code}`;
  const values = {
    provider: provider === null ? null : nameOf(overview, provider),
    count,
    waiting: count,
    underWay: count,
    time: duration(seconds),
    rate: percent(rate),
    code: hasMessage(codeKey) ? text(codeKey) : code,
  };
  const to = id === 'stuck' || id === 'orphans' || id === 'invariants' ? id : null;
  return (
    <li className={styles.concern} data-level={level}>
      <span className={styles.icon}>
        <Icon name={level === 'act' ? 'alert' : 'info'} size={22} />
      </span>
      <div className={styles.words}>
        <p className={styles.level}>{text(`admin.concerns.${level}`)}</p>
        <p className={styles.title}>{text(`admin.concern.${id}`, values)}</p>
        <p className={styles.remedy}>{text(`admin.concern.${id}.do`, values)}</p>
      </div>
      {to && <Button onClick={() => onGo(to)}>{text(`admin.concern.go.${to}`)}</Button>}
    </li>
  );
}

function Calm({ checkedAt }: { checkedAt: string | null }) {
  const text = useText();
  const now = useNow(30_000);
  const checked =
    checkedAt === null
      ? text('admin.concerns.unchecked')
      : text('admin.concerns.checked', { when: timeAgo(checkedAt, now) });
  return (
    <div className={styles.calm}>
      <span className={styles.icon}>
        <Icon name="check" size={22} />
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{text('admin.concerns.none')}</p>
        <p className={styles.remedy}>{text('admin.concerns.none.text', { checked })}</p>
      </div>
    </div>
  );
}
