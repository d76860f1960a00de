import type { UserDetail } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { creditCount, credits as creditWords } from '../words/amounts.ts';
import { FigureTile } from './figure-tile.tsx';
import styles from './figure-tiles.module.css';
import { count } from './measure-words.ts';

/** What one asks first about a user. */
export function UserFacts({ user }: { user: UserDetail }) {
  const text = useText();
  const { plan, limits, creditsRemaining, creditsUsedToday, tracks, tracksLastDay, apiKeys } = user;
  const songs = Object.values(tracks).reduce((sum, each) => sum + each, 0);
  const { perMinute, perDay, concurrent } = limits;
  const allowed =
    perDay === null
      ? text('admin.user.plan.limits.free', { perMinute, concurrent })
      : text('admin.user.plan.limits', { perMinute, perDay, concurrent });
  return (
    <dl className={styles.tiles} data-few="">
      <FigureTile
        name={text('admin.user.balance')}
        figure={creditCount(creditsRemaining)}
        note={text('admin.user.usedToday', { amount: creditWords(creditsUsedToday) })}
      />
      <FigureTile name={text('admin.user.plan')} figure={text(`credits.plan.${plan}`)} note={allowed} />
      <FigureTile
        name={text('admin.user.songs')}
        figure={count(songs)}
        note={text('admin.user.songs.note', { failed: count(tracks.failed), lastDay: count(tracksLastDay) })}
      />
      <FigureTile
        name={text('admin.user.keys')}
        figure={count(apiKeys)}
        note={text('admin.user.keys.note')}
      />
    </dl>
  );
}
