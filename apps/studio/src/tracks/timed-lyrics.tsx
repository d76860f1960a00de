import { useEffect, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { OperationResource } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { isRunning, showOperation, useOperation } from '../api/operations.ts';
import { keys } from '../api/query-client.ts';
import { say, useText } from '../i18n/index.ts';
import {
  isSameSound,
  play,
  playheadSeconds,
  togglePlay,
  usePlayer,
  type Playable,
} from '../player/player.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { operationFailure } from '../words/operations.ts';
import { refusalOf } from '../words/refusal.ts';
import { clockTime } from '../words/time.ts';
import { OperationLine } from './operation-line.tsx';
import { sungLines, type TimedWord } from './sung-lines.ts';
import styles from './timed-lyrics.module.css';

/** The sung words, which light up as they are heard; a line plays from where it begins. */
export default function TimedLyrics({ item, onClose }: { item: Playable; onClose: () => void }) {
  const text = useText();
  const { words, operation, problem } = useTimedWords(item);
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

/** The words as they are known, or the work of finding them. */
function useTimedWords({ track, version }: Playable) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: keys.timedLyrics(version.id),
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const answer = await engine.operations.timestampedLyrics(track.id, { versionId: version.id, signal });
      if ('words' in answer) return { words: answer.words, id: null };
      showOperation(client, answer);
      return { words: null, id: answer.id };
    },
  });
  const operation = useOperation(query.data?.id ?? null);
  const words = query.data?.words ?? wordsOf(operation);
  const hasFailed = operation !== null && !isRunning(operation) && !words;
  const problem = query.error ? refusalOf(query.error).text : hasFailed ? operationFailure(operation) : null;
  return { words, operation, problem };
}

function wordsOf(operation: OperationResource | null): readonly TimedWord[] | null {
  return operation?.result?.kind === 'timed-lyrics' ? operation.result.words : null;
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

/** Where the version is being played, some times a second; null while it is not. */
function usePlayhead(item: Playable): number | null {
  const isCurrent = usePlayer(({ current }) => isSameSound(current, item));
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (!isCurrent) return;
    const timer = setInterval(() => setAt(playheadSeconds()), 100);
    return () => clearInterval(timer);
  }, [isCurrent]);
  return isCurrent ? at : null;
}
