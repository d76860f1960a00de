import { useText } from '../../i18n/index.ts';
import type { Mark } from './mark.ts';
import { MarkHandle } from './mark-handle.tsx';
import { shareOf, type WaveView } from './wave-view.ts';
import styles from './mark-layer.module.css';

interface MarkLayerProps {
  readonly mark: Mark;
  readonly view: WaveView;
  readonly duration: number;
  readonly stops: readonly number[];
  /** Where an extension may begin. */
  readonly extendFrom: { readonly min: number; readonly max: number };
  /** The provider would not take the region as it is. */
  readonly isFaulty: boolean;
  readonly onMark: (mark: Mark | null) => void;
}

/** What is marked, over the waveform, with what moves it. */
export function MarkLayer(props: MarkLayerProps) {
  const { mark, view, duration, stops, extendFrom, isFaulty, onMark } = props;
  const text = useText();
  const common = { view, stops, onClear: () => onMark(null) };
  if (mark.kind === 'point') {
    return (
      <MarkHandle
        {...common}
        label={text('track.mark.point')}
        side="point"
        seconds={mark.at}
        min={extendFrom.min}
        max={extendFrom.max}
        onMove={(at) => onMark({ kind: 'point', at })}
      />
    );
  }
  const { from, to } = mark;
  const left = shareOf(view, from) * 100;
  return (
    <>
      <span
        className={styles.region}
        data-faulty={isFaulty || undefined}
        style={{ insetInlineStart: `${left}%`, inlineSize: `${shareOf(view, to) * 100 - left}%` }}
      />
      <MarkHandle
        {...common}
        label={text('track.mark.from')}
        side="from"
        seconds={from}
        min={0}
        max={to - 0.1}
        onMove={(seconds) => onMark({ kind: 'region', from: seconds, to })}
      />
      <MarkHandle
        {...common}
        label={text('track.mark.to')}
        side="to"
        seconds={to}
        min={from + 0.1}
        max={duration}
        onMove={(seconds) => onMark({ kind: 'region', from, to: seconds })}
      />
    </>
  );
}
