import { useMemo, useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { OperationResource, Track } from '@impresario/protocol';
import { isUnderWay } from '@impresario/react';
import { useProviders } from '../api/queries.ts';
import { MixerPanel } from '../mixer/mixer-panel.tsx';
import { isPlayable } from '../player/playable.ts';
import { TrackFailure } from '../tracks/track-failure.tsx';
import { LineagePanel } from './lineage/lineage-panel.tsx';
import { LyricsPanel } from './lyrics-panel.tsx';
import { MadeNotice } from './made-notice.tsx';
import { SongPanel } from './song-panel.tsx';
import { TrackFacts } from './track-facts.tsx';
import { TrackHero } from './track-hero.tsx';
import { TrackNotice } from './track-notice.tsx';
import { TrackSkeleton } from './track-skeleton.tsx';
import { useChosenVersion } from './use-chosen-version.ts';
import { usePageTrack } from './use-page-track.ts';
import { useSongForm } from './use-song-form.ts';
import { useTrackQueue } from './use-track-queue.ts';
import { VersionChoice } from './version-choice.tsx';
import { WaitingStage } from './waiting-stage.tsx';
import styles from './track-page.module.css';

/** One track, whole: what it is, how it sounds, and what can be made of it. */
export function TrackPage() {
  const { trackId } = useParams({ from: '/tracks/$trackId' });
  const found = usePageTrack(trackId);
  if (found.state === 'coming') return <TrackSkeleton />;
  if (found.state !== 'there') return <TrackNotice of={found} />;
  // Another track begins anew: nothing marked or chosen on the last one stays.
  return <TrackView key={trackId} track={found.track} />;
}

function TrackView({ track }: { track: Track }) {
  const providers = useProviders();
  const known = providers.data?.find(({ id }) => id === track.provider);
  const provider = known ?? (providers.isPending ? undefined : null);
  const styleLabels = useMemo(
    () =>
      new Map(
        (providers.data ?? []).flatMap(({ styles }) => styles.map(({ id, label }) => [id, label] as const)),
      ),
    [providers.data],
  );
  const navigate = useNavigate();
  const [made, setMade] = useState<Track | OperationResource | null>(null);
  const isRunning = isUnderWay(track);
  const isOver = track.status === 'failed' || track.status === 'cancelled';
  const playable = track.versions.filter((version) => isPlayable(version, isRunning));
  const { version, choose } = useChosenVersion(track, playable);
  useTrackQueue(track, playable);
  return (
    <div className={styles.page}>
      <TrackHero track={track} version={version} provider={provider} styleLabels={styleLabels} />
      <MadeNotice made={made} onDismiss={() => setMade(null)} />
      {isRunning && <WaitingStage track={track} readyCount={playable.length} />}
      {isOver && (
        <div className={styles.card}>
          <TrackFailure
            track={track}
            onMade={({ id }) => void navigate({ to: '/tracks/$trackId', params: { trackId: id } })}
            onBrief={() => void navigate({ to: '/' })}
          />
        </div>
      )}
      {version && (
        <VersionChoice
          track={track}
          versions={playable}
          chosen={version}
          provider={provider}
          onChoose={choose}
          onMade={setMade}
        />
      )}
      {version && (
        <OpenVersion key={version.id} item={{ track, version }} provider={provider} onMade={setMade} />
      )}
      <div className={styles.foot}>
        <TrackFacts track={track} version={version} provider={provider} />
        <LineagePanel track={track} />
      </div>
    </div>
  );
}

type OpenVersionProps = Omit<React.ComponentProps<typeof SongPanel>, 'form'>;

/** The version that lies open, with all there is to it. */
function OpenVersion({ item, provider, onMade }: OpenVersionProps) {
  const [isAsked, setAsked] = useState(false);
  const form = useSongForm(item, provider, isAsked);
  const mustPay = form.canBeTimed && provider?.priceCredits['timestamped-lyrics'] !== 0 && !isAsked;
  const isDone = item.version.audio !== null && item.track.status === 'completed';
  return (
    <>
      <SongPanel item={item} provider={provider} form={form} onMade={onMade} />
      {isDone && <MixerPanel item={item} provider={provider} />}
      <LyricsPanel item={item} form={form} onAsk={mustPay ? () => setAsked(true) : null} />
    </>
  );
}
