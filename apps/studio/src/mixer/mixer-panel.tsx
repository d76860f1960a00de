import type { KeyboardEvent } from 'react';
import type { Provider } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import type { Playable } from '../player/playable.ts';
import { Button } from '../ui/button.tsx';
import { closeDesk, openDesk, resetStrips, setStrip, useDesk } from './desk.ts';
import { MixerStrip } from './mixer-strip.tsx';
import { StemList } from './stem-list.tsx';
import { StemsOffer } from './stems-offer.tsx';
import { isAsRecorded } from './strip.ts';
import { useMeters } from './use-meters.ts';
import styles from './mixer-panel.module.css';

interface MixerPanelProps {
  readonly item: Playable;
  /** Who made it; undefined while that is read. */
  readonly provider: Provider | null | undefined;
}

/** The stems of a version: to be asked for, to be heard one by one, or to be mixed while they play. */
export function MixerPanel({ item, provider }: MixerPanelProps) {
  const text = useText();
  const { version } = item;
  const phase = useDesk((desk) => (desk.versionId === version.id ? desk.phase : 'closed'));
  const isOpen = phase === 'ready';
  const hasStems = version.stems.length > 0;
  return (
    <section className={styles.panel} aria-label={text('track.stems')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{text('track.stems')}</h2>
        {hasStems && phase === 'closed' && (
          <Button look="primary" icon="sliders" onClick={() => void openDesk(item)}>
            {text('track.mixer.open')}
          </Button>
        )}
        {isOpen && <DeskButtons />}
        {phase === 'failed' && (
          <Button icon="retry" onClick={() => void openDesk(item)}>
            {text('ui.retry')}
          </Button>
        )}
      </div>
      {!hasStems && <p className={styles.text}>{text('track.stems.none')}</p>}
      {phase === 'failed' && (
        <p role="alert" className={styles.problem}>
          {text('track.mixer.failed')}
        </p>
      )}
      {phase === 'loading' && <DeskLoading />}
      {isOpen ? <Strips item={item} /> : hasStems && <StemList item={item} />}
      <StemsOffer item={item} provider={provider} />
    </section>
  );
}

function DeskButtons() {
  const text = useText();
  const strips = useDesk((desk) => desk.strips);
  return (
    <div className={styles.buttons}>
      <Button look="quiet" aria-disabled={isAsRecorded(strips) || undefined} onClick={resetStrips}>
        {text('track.mixer.reset')}
      </Button>
      <Button onClick={closeDesk}>{text('track.mixer.close')}</Button>
    </div>
  );
}

function DeskLoading() {
  const text = useText();
  const progress = useDesk((desk) => desk.progress);
  const percent = Math.round(progress * 100);
  return (
    <div className={styles.loading}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={text('track.mixer.loading')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ scale: `${progress} 1` }} />
      </div>
      <p>{text('track.mixer.loading')}</p>
      <Button look="quiet" onClick={closeDesk}>
        {text('track.mixer.cancel')}
      </Button>
    </div>
  );
}

function Strips({ item }: { item: Playable }) {
  const text = useText();
  const strips = useDesk((desk) => desk.strips);
  const isMono = useDesk((desk) => desk.isMono);
  const list = useMeters(item, strips);
  // Digits mute, with Shift they solo, 0 resets: only while the focus is at the desk, so that they mean nothing elsewhere.
  const onKeyDown = (event: KeyboardEvent) => {
    const digit = /^Digit(\d)$/.exec(event.code)?.[1];
    if (digit === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const strip = strips[Number(digit) - 1];
    if (digit === '0') resetStrips();
    else if (strip && event.shiftKey) setStrip(strip.name, { isSoloed: !strip.isSoloed });
    else if (strip) setStrip(strip.name, { isMuted: !strip.isMuted });
  };
  return (
    <>
      <ul ref={list} className={styles.strips} onKeyDown={onKeyDown}>
        {strips.map((strip, index) => (
          <MixerStrip key={strip.name} strip={strip} number={index + 1} version={item.version} />
        ))}
      </ul>
      <p className={styles.keys}>
        {text('track.mixer.keys')}
        {isMono && ` ${text('track.mixer.mono')}`}
      </p>
    </>
  );
}
