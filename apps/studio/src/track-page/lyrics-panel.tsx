import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { play } from '../player/player.ts';
import type { Playable } from '../player/playable.ts';
import { OperationLine } from '../tracks/operation-line.tsx';
import { usePlayhead } from '../tracks/use-playhead.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { clockTime } from '../words/time.ts';
import type { SongForm } from './use-song-form.ts';
import { kindOf, lyricsParts } from './wave/song-form.ts';
import { sectionLabel } from './wave/section-label.ts';
import styles from './lyrics-panel.module.css';

interface LyricsPanelProps {
  readonly item: Playable;
  readonly form: SongForm;
  /** Asks for the times of the words, where that costs something. */
  readonly onAsk: (() => void) | null;
}

/** The words: in time where their times are known, each line a way to its place; else as they were written. */
export function LyricsPanel({ item, form, onAsk }: LyricsPanelProps) {
  const text = useText();
  const { lyrics, lines, timing, problem } = form;
  if (!lyrics && lines.length === 0 && !timing && !problem) return null;
  return (
    <section className={styles.panel} aria-label={text('track.lyrics')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{text('track.lyrics')}</h2>
        {lyrics && <CopyButton words={lyrics} />}
      </div>
      {timing && lines.length === 0 && <OperationLine operation={timing} />}
      {problem && <p className={styles.problem}>{text('track.lyrics.untimed', { why: problem })}</p>}
      {onAsk && lines.length === 0 && !timing && (
        <Button className={styles.ask} onClick={onAsk}>
          {text('track.lyrics.time')}
        </Button>
      )}
      {lines.length > 0 ? (
        <TimedLines item={item} form={form} />
      ) : (
        lyrics && <WrittenLyrics item={item} form={form} lyrics={lyrics} />
      )}
    </section>
  );
}

function CopyButton({ words }: { words: string }) {
  const text = useText();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(words).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <IconButton
      icon="copy"
      label={text(isCopied ? 'track.lyrics.copied' : 'track.lyrics.copy')}
      onClick={() => void copy()}
    />
  );
}

function TimedLines({ item, form }: { item: Playable; form: SongForm }) {
  const text = useText();
  const at = usePlayhead(item);
  const list = useRef<HTMLOListElement>(null);
  const { lines, sections } = form;
  const sung = at === null ? -1 : lines.findLastIndex(({ startSeconds }) => startSeconds <= at);
  useEffect(() => {
    const line = list.current?.querySelector<HTMLElement>('[data-now]');
    const frame = list.current;
    // Only the list scrolls: the page stays where its reader has put it.
    if (line && frame) frame.scrollTop = line.offsetTop - frame.clientHeight / 2 + line.clientHeight / 2;
  }, [sung]);
  return (
    <ol ref={list} className={styles.timed} tabIndex={0} aria-label={text('track.lyrics.timed')}>
      {lines.map((line, index) => {
        const begun = sections.findLast(
          ({ startSeconds }) =>
            startSeconds <= line.startSeconds + 0.05 &&
            startSeconds > (lines[index - 1]?.startSeconds ?? -1) + 0.05,
        );
        return (
          <li key={index}>
            {begun && <span className={styles.heading}>{sectionLabel(begun)}</span>}
            <button
              type="button"
              className={styles.line}
              data-now={index === sung || undefined}
              data-past={index < sung || undefined}
              onClick={() => play(item, line.startSeconds)}
            >
              <span className={styles.time}>{clockTime(line.startSeconds)}</span>
              <span>
                {line.words.map((word, place) => (
                  <span key={place} data-sung={(at !== null && word.startSeconds <= at) || undefined}>
                    {word.text}{' '}
                  </span>
                ))}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

interface WrittenLyricsProps {
  readonly item: Playable;
  readonly form: SongForm;
  readonly lyrics: string;
}

/** Lyrics without times of their own; a heading leads to its section where that can be told. */
function WrittenLyrics({ item, form, lyrics }: WrittenLyricsProps) {
  const text = useText();
  const used = new Map<string, number>();
  return (
    <div className={styles.written}>
      {lyricsParts(lyrics).map(({ label, lines }, index) => {
        const kind = kindOf(label);
        const place = used.get(kind) ?? 0;
        used.set(kind, place + 1);
        const section =
          form.sections.find((each) => each.label === label) ??
          form.sections.filter((each) => each.kind === kind)[place];
        const name = sectionLabel(section ?? { kind, label });
        return (
          <div key={index} className={styles.part}>
            {label &&
              (section ? (
                <button
                  type="button"
                  className={styles.heading}
                  title={text('track.section.play', {
                    name,
                    from: clockTime(section.startSeconds),
                  })}
                  onClick={() => play(item, section.startSeconds)}
                >
                  {name} <span>{clockTime(section.startSeconds)}</span>
                </button>
              ) : (
                <p className={styles.heading}>{name}</p>
              ))}
            {lines.map((line, at) => (
              <p key={at}>{line}</p>
            ))}
          </div>
        );
      })}
    </div>
  );
}
