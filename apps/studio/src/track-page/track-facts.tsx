import { useRef, useState, type ReactNode } from 'react';
import type { Provider, Track, Version } from '@impresario/protocol';
import { announce } from '../app/announcer.ts';
import { useText } from '../i18n/index.ts';
import { TrackWarnings } from '../tracks/track-warnings.tsx';
import { IconButton } from '../ui/button.tsx';
import { credits } from '../words/amounts.ts';
import { clockTime, dateAndTime } from '../words/time.ts';
import { providerName } from '../words/provider-name.ts';
import styles from './track-facts.module.css';

interface TrackFactsProps {
  readonly track: Track;
  readonly version: Version | null;
  readonly provider: Provider | null | undefined;
}

/** How the track came to be, what it cost, and what could not be done to the letter. */
export function TrackFacts({ track, version, provider }: TrackFactsProps) {
  const text = useText();
  const model = provider?.models.find(({ id }) => id === track.model)?.label ?? track.model;
  return (
    <section className={styles.panel} aria-label={text('track.facts')}>
      <h2 className={styles.title}>{text('track.facts')}</h2>
      <dl className={styles.facts}>
        <Fact name={text('track.fact.provider')}>{provider ? providerName(provider) : track.provider}</Fact>
        {model && <Fact name={text('track.fact.model')}>{model}</Fact>}
        {version?.durationSeconds != null && (
          <Fact name={text('track.fact.length')}>{clockTime(version.durationSeconds)}</Fact>
        )}
        {track.seed !== null && (
          <Fact name={text('track.fact.seed')}>
            <Seed value={String(track.seed)} />
          </Fact>
        )}
        <Fact name={text('track.fact.asked')}>{dateAndTime(track.createdAt)}</Fact>
        {track.completedAt && (
          <Fact name={text(track.status === 'completed' ? 'track.fact.finished' : 'track.fact.ended')}>
            {dateAndTime(track.completedAt)}
          </Fact>
        )}
        <Fact name={text('track.fact.charged')}>{credits(track.creditsCharged)}</Fact>
        {track.creditsRefunded > 0 && (
          <Fact name={text('track.fact.refunded')}>{credits(track.creditsRefunded)}</Fact>
        )}
      </dl>
      <TrackWarnings warnings={track.warnings} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the song can be made again from. Where there is no clipboard, the number is selected instead. */
function Seed({ value }: { value: string }) {
  const text = useText();
  const number = useRef<HTMLSpanElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      announce(text('track.fact.seed.copied'));
    } catch {
      if (number.current) getSelection()?.selectAllChildren(number.current);
    }
  };
  return (
    <span className={styles.seed}>
      <span ref={number}>{value}</span>
      <IconButton
        icon={isCopied ? 'check' : 'copy'}
        label={text('track.fact.seed.copy')}
        onClick={() => void copy()}
      />
    </span>
  );
}
