import { useText } from '../i18n/index.ts';
import { play, seek, setLoop, usePlayer } from '../player/player.ts';
import { isSameSound, type Playable } from '../player/playable.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { clockTenths } from '../words/time.ts';
import { OfferButton } from '../tracks/offer-button.tsx';
import type { Mark } from './wave/mark.ts';
import { inTenths } from '../tracks/region.ts';
import type { RegionFault } from '../tracks/region-bounds.ts';
import { regionFaultWords } from '../tracks/region-words.ts';
import type { WorkOffer } from '../tracks/work-offer.ts';
import styles from './mark-bar.module.css';

interface MarkBarProps {
  readonly item: Playable;
  readonly mark: Mark | null;
  readonly extend: WorkOffer;
  readonly replace: WorkOffer;
  /** Why the region would be refused. */
  readonly fault: RegionFault | null;
  readonly onFit: () => void;
  readonly onExtend: () => void;
  readonly onReplace: () => void;
  readonly onClear: () => void;
}

/** What is marked, in numbers, and what can be done with it. */
export function MarkBar(props: MarkBarProps) {
  const { item, mark, extend, replace, fault, onFit, onExtend, onReplace, onClear } = props;
  const text = useText();
  const isLooping = usePlayer(
    ({ current, loop }) =>
      isSameSound(current, item) &&
      mark?.kind === 'region' &&
      loop?.from === mark.from &&
      loop.to === mark.to,
  );
  if (!mark) {
    const hint = replace.closedBecause ? 'track.mark.hint.loop' : 'track.mark.hint';
    return <p className={styles.hint}>{text(hint)}</p>;
  }
  const clear = () => {
    if (isLooping) setLoop(null);
    onClear();
  };
  if (mark.kind === 'point') {
    return (
      <div className={styles.bar}>
        <p className={styles.words} role="status">
          {text('track.mark.extendFrom', { at: clockTenths(mark.at) })}
        </p>
        <Button icon="play" onClick={() => play(item, Math.max(0, mark.at - 4))}>
          {text('track.mark.listen')}
        </Button>
        <OfferButton look="primary" offer={extend} onClick={onExtend}>
          {text('track.mark.extendHere')}
        </OfferButton>
        <IconButton icon="close" label={text('track.mark.clear')} onClick={clear} />
      </div>
    );
  }
  const { from, to } = mark;
  const loop = () => {
    if (isLooping) return setLoop(null);
    play(item);
    setLoop({ from, to });
    seek(from);
  };
  return (
    <div className={styles.bar}>
      <p className={styles.words} role="status">
        <strong>{text('track.mark.range', { from: clockTenths(from), to: clockTenths(to) })}</strong>{' '}
        {text('track.mark.length', { seconds: inTenths(to - from) })}
        {fault && <span className={styles.fault}>{regionFaultWords(fault)}</span>}
        {!fault && replace.closedBecause && <span className={styles.why}>{replace.closedBecause}</span>}
      </p>
      <Button icon="loop" aria-pressed={isLooping} onClick={loop}>
        {text('track.mark.loop')}
      </Button>
      {fault && <Button onClick={onFit}>{text('track.mark.fit')}</Button>}
      <OfferButton
        look="primary"
        offer={fault ? { ...replace, closedBecause: regionFaultWords(fault) } : replace}
        onClick={onReplace}
      >
        {text('track.mark.replace')}
      </OfferButton>
      <IconButton icon="close" label={text('track.mark.clear')} onClick={clear} />
    </div>
  );
}
