import { lazy, Suspense, useState } from 'react';
import type { OperationResource, Provider, Track } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { playheadSeconds, usePlayer } from '../player/player.ts';
import { isSameSound, type Playable } from '../player/playable.ts';
import type { OperationFields } from '../tracks/operation-fields.ts';
import { IconButton } from '../ui/button.tsx';
import { MarkBar } from './mark-bar.tsx';
import { OfferButton } from '../tracks/offer-button.tsx';
import { SungNow } from './sung-now.tsx';
import { linesWithin, type SongForm } from './use-song-form.ts';
import { markedRegion, regionBetween, type Mark } from './wave/mark.ts';
import { boundRegion, hasRoom, regionFault } from '../tracks/region-bounds.ts';
import { SongWave } from './wave/song-wave.tsx';
import { isWhole, wholeView, zoomView } from './wave/wave-view.ts';
import { workOffer } from '../tracks/work-offer.ts';
import styles from './song-panel.module.css';

// Read when first asked for, so that the page itself stays small.
const OperationDialog = lazy(() => import('../tracks/operation-dialog.tsx'));

interface SongPanelProps {
  readonly item: Playable;
  /** Who made it; undefined while that is read. */
  readonly provider: Provider | null | undefined;
  readonly form: SongForm;
  readonly onMade: (made: Track | OperationResource) => void;
}

/** The version under the hands: its waveform, its form and words in time, and what can be marked on it. */
export function SongPanel({ item, provider, form, onMade }: SongPanelProps) {
  const text = useText();
  const duration = usePlayer(({ current, duration: known }) => (isSameSound(current, item) ? known : 0));
  const length = duration || item.version.durationSeconds || 1;
  const [view, setView] = useState(() => wholeView(length));
  const [mark, setMark] = useState<Mark | null>(null);
  const [chosen, setChosen] = useState<'extend' | 'replace-section' | null>(null);
  const bounds = provider?.workBounds;
  const extendFrom = {
    min: bounds?.extend?.atSecondsMin ?? 0,
    max: Math.min(bounds?.extend?.atSecondsMax ?? length, length),
  };
  const region = markedRegion(mark);
  const extend = workOffer(provider, 'extend');
  const offered = workOffer(provider, 'replace-section');
  const isTooShort = offered.closedBecause === null && !hasRoom(bounds?.replaceSection, length);
  const replace = isTooShort ? { ...offered, closedBecause: text('track.region.noRoom') } : offered;
  const fault = region && !replace.closedBecause ? regionFault(region, bounds?.replaceSection, length) : null;
  const here = () => playheadSeconds() || length;
  const markPoint = () =>
    setMark({ kind: 'point', at: Math.max(extendFrom.min, Math.min(here(), extendFrom.max)) });
  const markRegion = () => {
    const at = playheadSeconds();
    const section = form.sections.find(
      ({ startSeconds, endSeconds }) => at >= startSeconds && at < endSeconds,
    );
    const wanted = section
      ? { from: section.startSeconds, to: section.endSeconds }
      : { from: at, to: at + Math.min(20, length / 3) };
    const { from, to } = boundRegion(wanted, bounds?.replaceSection, length);
    setMark(regionBetween(from, to, length));
  };
  return (
    <section className={styles.panel} aria-label={text('track.song')}>
      <div className={styles.tools}>
        <OfferButton icon="onward" offer={extend} onClick={markPoint}>
          {text('track.extend')}
        </OfferButton>
        <OfferButton icon="swap" offer={replace} onClick={markRegion}>
          {text('track.replace')}
        </OfferButton>
        <div className={styles.zoom} role="group" aria-label={text('track.zoom')}>
          <IconButton
            icon="minus"
            label={text('track.zoom.out')}
            aria-disabled={isWhole(view, length) || undefined}
            onClick={() => setView(zoomView(view, 2, (view.from + view.to) / 2, length))}
          />
          <IconButton
            icon="plus"
            label={text('track.zoom.in')}
            onClick={() => setView(zoomView(view, 0.5, near(playheadSeconds(), view), length))}
          />
          <IconButton
            icon="fit"
            label={text('track.zoom.whole')}
            onClick={() => setView(wholeView(length))}
          />
        </div>
      </div>
      <SongWave
        item={item}
        duration={length}
        sections={form.sections}
        keepsRoom={form.isComing && /^\s*\[/m.test(form.lyrics ?? '')}
        stops={form.stops}
        view={view}
        onView={setView}
        mark={mark}
        onMark={setMark}
        isFaulty={fault !== null}
        extendFrom={extendFrom}
      />
      <MarkBar
        item={item}
        mark={mark}
        extend={extend}
        replace={replace}
        fault={fault}
        onFit={() => {
          if (!region) return;
          const { from, to } = boundRegion(region, bounds?.replaceSection, length);
          setMark(regionBetween(from, to, length));
        }}
        onExtend={() => setChosen('extend')}
        onReplace={() => setChosen('replace-section')}
        onClear={() => setMark(null)}
      />
      {(form.lines.length > 0 || form.isComing) && <SungNow item={item} lines={form.lines} />}
      {chosen && (
        <Suspense>
          <OperationDialog
            operation={chosen}
            item={item}
            provider={provider ?? null}
            initial={fieldsOf(mark, form)}
            onMade={(made) => {
              setMark(null);
              onMade(made);
            }}
            onClose={() => setChosen(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

/** A place to zoom in on: the playhead where it can be seen, else the middle of what is shown. */
function near(at: number, { from, to }: { from: number; to: number }): number {
  return at > from && at < to ? at : (from + to) / 2;
}

function fieldsOf(mark: Mark | null, form: SongForm): Partial<OperationFields> {
  if (mark?.kind === 'point') return { continueAtSeconds: mark.at };
  if (mark?.kind !== 'region') return {};
  const { from, to } = mark;
  return { startSeconds: from, endSeconds: to, lyrics: linesWithin(form.lines, from, to) };
}
