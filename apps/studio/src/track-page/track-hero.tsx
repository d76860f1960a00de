import type { Provider, Track, Version } from '@impresario/protocol';
import { isUnderWay } from '@impresario/react';
import { trackName } from '../app/announcer.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useText } from '../i18n/index.ts';
import { TrackStage } from '../tracks/track-stage.tsx';
import { dateAndTime, timeAgo } from '../words/time.ts';
import { useNow } from '../words/use-now.ts';
import { CameFrom } from '../tracks/came-from.tsx';
import { PlayButton } from './play-button.tsx';
import { TrackActions } from './track-actions.tsx';
import { providerName } from '../words/provider-name.ts';
import styles from './track-hero.module.css';

interface TrackHeroProps {
  readonly track: Track;
  /** The one that lies open; null while there is none to be heard. */
  readonly version: Version | null;
  readonly provider: Provider | null | undefined;
  readonly styleLabels: ReadonlyMap<string, string>;
}

/** What the track is called and looks like, and what is done with it as a whole. */
export function TrackHero({ track, version, provider, styleLabels }: TrackHeroProps) {
  const text = useText();
  const now = useNow(30_000);
  const name = trackName(track);
  const isOver = track.status === 'failed' || track.status === 'cancelled';
  const hasTitle = Boolean(track.title?.trim());
  // What failed gets no title any more: its whole prompt stands there instead.
  const heading = isOver && !hasTitle ? track.prompt.trim() : name;
  const cover = version?.cover ?? track.versions[0]?.cover ?? null;
  return (
    <header className={styles.hero}>
      {cover && <img className={styles.glow} src={cover.url} alt="" aria-hidden="true" />}
      <div className={styles.stage} data-waiting={isUnderWay(track) || undefined}>
        <TrackStage track={track} />
      </div>
      <div className={styles.words}>
        <p className={styles.kicker}>
          <span>{provider ? providerName(provider) : track.provider}</span>
          {track.model && <span>{modelLabel(provider, track.model)}</span>}
          <time dateTime={track.createdAt} title={dateAndTime(track.createdAt)}>
            {timeAgo(track.createdAt, now)}
          </time>
        </p>
        <PageTitle title={name} className={styles.title}>
          {heading}
        </PageTitle>
        <CameFrom track={track} />
        {heading !== track.prompt.trim() && <p className={styles.prompt}>{track.prompt}</p>}
        {track.styleTags.length > 0 && (
          <ul className={styles.tags} aria-label={text('track.styles')}>
            {track.styleTags.map((tag) => (
              <li key={tag}>{styleLabels.get(tag) ?? tag}</li>
            ))}
          </ul>
        )}
        <div className={styles.actions}>
          {version && <PlayButton item={{ track, version }} />}
          <TrackActions track={track} />
        </div>
      </div>
    </header>
  );
}

function modelLabel(provider: Provider | null | undefined, model: string): string {
  return provider?.models.find(({ id }) => id === model)?.label ?? model;
}
