import { useEffect, useRef } from 'react';
import { say, useText } from '../i18n/index.ts';
import { isSameSound, play, togglePlay, usePlayer, type Playable } from '../player/player.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { clockTime } from '../words/time.ts';
import { OperationLine } from './operation-line.tsx';
import { sungLines, type TimedWord } from './sung-lines.ts';
import { usePlayhead } from './use-playhead.ts';
import { useTimedWords } from './use-timed-words.ts';
import styles from './timed-lyrics.module.css';

/** The sung words, which light up as they are heard; a line plays from where it begins. */
export default function TimedLyrics({ item, onClose }: { item: Playable; onClose: () => void }) {
  const text = useText();
  const { words, operation, problem } = useTimedWords(item, true);
  const isPlaying = usePlayer(({ current, status }) => isSameSound(current, item) && status === 'playing');
  const isCurrent = usePlayer(({ current }) => isSameSound(current, item));
  return (
    <Dialog title={text('tracks.lyrics.timed')} isWide onClose={onClose}>
      {(close) => (
        <>
          {problem && (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          {!words &&
            !problem &&
            (operation ? <OperationLine operation={operation} /> : <p>{text('tracks.lyrics.asking')}</p>)}
          {words?.length === 0 && <p>{text('tracks.lyrics.none')}</p>}
          {words && words.length > 0 && <Lines words={words} item={item} />}
          <DialogActions>
            {words && words.length > 0 && (
              <Button
                icon={isPlaying ? 'pause' : 'play'}
                onClick={() => (isCurrent ? togglePlay() : play(item))}
              >
                {text(isPlaying ? 'player.pause' : 'player.play')}
              </Button>
            )}
            <Button autoFocus onClick={close}>
              {text('ui.close')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function Lines({ words, item }: { words: readonly TimedWord[]; item: Playable }) {
  const at = usePlayhead(item);
  const list = useRef<HTMLOListElement>(null);
  const lines = sungLines(words);
  const sung = at === null ? -1 : lines.findLastIndex(({ startSeconds }) => startSeconds <= at);
  useEffect(() => {
    list.current?.children[sung]?.scrollIntoView({ block: 'nearest' });
  }, [sung]);
  return (
    <ol ref={list} className={styles.lines} aria-label={say('tracks.lyrics')} tabIndex={-1}>
      {lines.map((line, index) => (
        <li key={index}>
          <button
            type="button"
            className={styles.line}
            data-now={index === sung || undefined}
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
      ))}
    </ol>
  );
}
