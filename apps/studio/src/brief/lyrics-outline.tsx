import { useLayoutEffect, useRef, useState } from 'react';
import { announce } from '../app/announcer.ts';
import { say } from '../i18n/index.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { changeDraft } from './draft.ts';
import { canMove, moveSection, repeatSection, sectionsOf, type LyricsSection } from './lyrics-sections.ts';
import styles from './lyrics-outline.module.css';

interface LyricsOutlineProps {
  readonly lyrics: string;
  /** The section the caret is in. */
  readonly current: number;
  /** Brings a section's text into view. */
  readonly onGoTo: (section: LyricsSection) => void;
}

/** The sections as a list, to go to, to repeat, and to put into another order by hand or by keys. */
export function LyricsOutline({ lyrics, current, onGoTo }: LyricsOutlineProps) {
  const sections = sectionsOf(lyrics);
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  // The focus goes along with what was moved.
  const follow = useRef<{ at: number; button: 'up' | 'down' } | null>(null);
  useLayoutEffect(() => {
    if (!follow.current) return;
    const { at, button } = follow.current;
    follow.current = null;
    const row = list.current?.children[at];
    const wanted = row?.querySelector<HTMLButtonElement>(`[data-move="${button}"]:not(:disabled)`);
    (wanted ?? row?.querySelector<HTMLButtonElement>('[data-move]:not(:disabled)'))?.focus();
  });
  if (sections.filter(({ heading }) => heading !== null).length < 2) return null;

  const move = (from: number, to: number) => {
    const section = sections[from];
    if (!section || !canMove(sections, from, to)) return;
    changeDraft({ lyrics: moveSection(lyrics, from, to) });
    announce(
      say('brief.lyrics.moved', { name: sectionName(section), place: to + 1, count: sections.length }),
    );
  };
  const step = (from: number, by: 1 | -1) => {
    follow.current = { at: from + by, button: by < 0 ? 'up' : 'down' };
    move(from, from + by);
  };
  const drop = () => {
    if (dragged !== null && over !== null) move(dragged, over);
    setDragged(null);
    setOver(null);
  };
  return (
    <ol ref={list} className={styles.outline} aria-label={say('brief.lyrics.outline')}>
      {sections.map((section, at) => (
        <Row
          key={at}
          section={section}
          isCurrent={at === current}
          isDragged={at === dragged}
          // A line shows where it will stand: over this row, or under it.
          edge={
            dragged === null || at !== over || !canMove(sections, dragged, at)
              ? null
              : at < dragged
                ? 'over'
                : 'under'
          }
          canRise={canMove(sections, at, at - 1)}
          canSink={canMove(sections, at, at + 1)}
          onGoTo={() => onGoTo(section)}
          onStep={(by) => step(at, by)}
          onRepeat={() => changeDraft({ lyrics: repeatSection(lyrics, at) })}
          onDragStart={() => setDragged(at)}
          onDragOver={() => setOver(at)}
          onDrop={drop}
          onDragEnd={() => {
            setDragged(null);
            setOver(null);
          }}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  readonly section: LyricsSection;
  readonly isCurrent: boolean;
  readonly isDragged: boolean;
  readonly edge: 'over' | 'under' | null;
  readonly canRise: boolean;
  readonly canSink: boolean;
  readonly onGoTo: () => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onRepeat: () => void;
  readonly onDragStart: () => void;
  readonly onDragOver: () => void;
  readonly onDrop: () => void;
  readonly onDragEnd: () => void;
}

function Row(props: RowProps) {
  const { section, canRise, canSink, onStep } = props;
  const name = sectionName(section);
  return (
    <li
      className={styles.row}
      data-current={props.isCurrent || undefined}
      data-dragged={props.isDragged || undefined}
      data-edge={props.edge ?? undefined}
      draggable={canRise || canSink}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', section.text);
        props.onDragStart();
      }}
      onDragOver={(event) => {
        event.preventDefault();
        props.onDragOver();
      }}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        props.onDrop();
      }}
      onDragEnd={props.onDragEnd}
    >
      <span className={styles.grip}>
        <Icon name="grip" size={18} />
      </span>
      <button type="button" className={styles.name} onClick={props.onGoTo}>
        <strong>{name}</strong>
        <span>{say('brief.lyrics.lines', { count: section.lineCount })}</span>
      </button>
      <IconButton
        icon="up"
        label={say('brief.lyrics.up', { name })}
        data-move="up"
        disabled={!canRise}
        onClick={() => onStep(-1)}
      />
      <IconButton
        icon="chevron"
        label={say('brief.lyrics.down', { name })}
        data-move="down"
        disabled={!canSink}
        onClick={() => onStep(1)}
      />
      <IconButton icon="copy" label={say('brief.lyrics.repeat', { name })} onClick={props.onRepeat} />
    </li>
  );
}

export function sectionName({ heading, number }: LyricsSection): string {
  if (heading === null) return say('brief.lyrics.opening');
  return number > 0 ? `${heading} ${number}` : heading;
}
