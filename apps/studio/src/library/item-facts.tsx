import type { Track } from '@impresario/protocol';
import { isUnderWay } from '@impresario/react';
import { useText } from '../i18n/index.ts';
import { failureReason } from '../words/failure-reason.ts';
import { stageWords } from '../words/stage-words.ts';
import { clockTime, timeAgo, timeLeft } from '../words/time.ts';
import styles from './item-facts.module.css';

interface ItemFactsProps {
  readonly track: Track;
  readonly styleLabels: ReadonlyMap<string, string>;
  readonly now: number;
}

/** Under the title: what it is, or what is being done for it, or why it is not there. */
export function ItemFacts({ track, styleLabels, now }: ItemFactsProps) {
  const text = useText();
  if (isUnderWay(track)) {
    const percent = track.progress === null ? null : Math.round(track.progress * 100);
    const left = track.status === 'processing' ? timeLeft(track.estimatedCompletionAt, now) : null;
    return (
      <p className={styles.facts}>
        <strong>{stageWords(track)}</strong>
        {percent !== null && percent > 0 && <span>{text('tracks.percent', { percent })}</span>}
        {left && <span>{left}</span>}
      </p>
    );
  }
  if (track.status === 'failed' || track.status === 'cancelled') {
    return (
      <p className={styles.facts} data-failed={track.status === 'failed' || undefined}>
        <strong title={failureReason(track.error)}>{text(`library.ended.${track.status}`)}</strong>
        {track.creditsRefunded > 0 && (
          <span>{text('library.refunded', { count: track.creditsRefunded })}</span>
        )}
        <time dateTime={track.createdAt}>{timeAgo(track.createdAt, now)}</time>
      </p>
    );
  }
  const [style] = track.styleTags;
  const duration = track.versions[0]?.durationSeconds;
  return (
    <p className={styles.facts}>
      {duration && <span>{clockTime(duration)}</span>}
      {style && <span>{styleLabels.get(style) ?? style}</span>}
      <time dateTime={track.createdAt}>{timeAgo(track.createdAt, now)}</time>
    </p>
  );
}
