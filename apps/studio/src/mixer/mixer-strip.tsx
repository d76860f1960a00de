import type { Version } from '@impresario/protocol';
import { useText } from '../i18n/index.ts';
import { downloadUrl } from '../tracks/download-url.ts';
import { DownloadLink } from '../ui/button.tsx';
import { fileSize } from '../words/amounts.ts';
import { stemLabel } from '../words/stem-label.ts';
import { setStrip, stemShape, useDesk } from './desk.ts';
import { StemShape } from './stem-shape.tsx';
import { audibleLevels, levelMax, type Strip } from './strip.ts';
import styles from './mixer-strip.module.css';

interface MixerStripProps {
  readonly strip: Strip;
  /** The digit that mutes it. */
  readonly number: number;
  readonly version: Version;
}

/** One stem at the desk: mute, solo, its shape, how loud it is, and how loud it shall be. */
export function MixerStrip({ strip, number, version }: MixerStripProps) {
  const text = useText();
  const { name, level, isMuted, isSoloed } = strip;
  const isHeard = useDesk(({ strips }) => {
    const index = strips.findIndex((each) => each.name === name);
    return (audibleLevels(strips)[index] ?? 0) > 0;
  });
  const label = stemLabel(name);
  const percent = Math.round(level * 100);
  const audio = version.stems.find((stem) => stem.name === name)?.audio;
  return (
    <li className={styles.strip} data-heard={isHeard || undefined} aria-label={label}>
      <div className={styles.switches}>
        <button
          type="button"
          className={styles.switch}
          data-kind="mute"
          aria-pressed={isMuted}
          aria-label={text('track.mixer.mute', { stem: label })}
          title={text('track.mixer.muteKey', { stem: label, number })}
          onClick={() => setStrip(name, { isMuted: !isMuted })}
        >
          M
        </button>
        <button
          type="button"
          className={styles.switch}
          data-kind="solo"
          aria-pressed={isSoloed}
          aria-label={text('track.mixer.solo', { stem: label })}
          title={text('track.mixer.soloKey', { stem: label, number })}
          onClick={() => setStrip(name, { isSoloed: !isSoloed })}
        >
          S
        </button>
      </div>
      <span className={styles.name}>{label}</span>
      <div className={styles.shape}>
        <StemShape levels={stemShape(name)} isHeard={isHeard} />
        <span className={styles.playhead} aria-hidden="true" />
      </div>
      <span className={styles.meter} aria-hidden="true">
        <span data-meter={name} />
      </span>
      <input
        type="range"
        className={styles.level}
        style={{ '--filled': `${(level / levelMax) * 100}%` } as React.CSSProperties}
        min={0}
        max={levelMax}
        step={0.05}
        value={level}
        aria-label={text('track.mixer.level', { stem: label })}
        aria-valuetext={text('player.percent', { percent })}
        onChange={(event) => setStrip(name, { level: event.target.valueAsNumber })}
        onDoubleClick={() => setStrip(name, { level: 1 })}
      />
      {audio && (
        <DownloadLink
          icon="download"
          label={text('tracks.stem.download', { stem: label, size: fileSize(audio.bytes) })}
          href={downloadUrl(audio.url)}
        />
      )}
    </li>
  );
}
