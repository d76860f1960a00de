import { useQuery } from '@tanstack/react-query';
import type { OperationResource } from '@impresario/protocol';
import { isRunning, useOperation } from '@impresario/react';
import { engine } from '../api/engine.ts';
import { keys, link } from '../api/query-client.ts';
import type { Playable } from '../player/player.ts';
import { operationFailure } from '../words/operations.ts';
import { refusalOf } from '../words/refusal.ts';
import type { TimedWord } from './sung-lines.ts';

/** The sung words with their times as they are known, or the work of finding them; nothing is asked before `isWanted`. */
export function useTimedWords({ track, version }: Playable, isWanted: boolean) {
  const query = useQuery({
    queryKey: keys.timedLyrics(version.id),
    enabled: isWanted,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const answer = await engine.operations.timestampedLyrics(track.id, { versionId: version.id, signal });
      if ('words' in answer) return { words: answer.words, id: null };
      link.operations.show(answer);
      return { words: null, id: answer.id };
    },
  });
  const operation = useOperation(query.data?.id).data ?? null;
  const words = query.data?.words ?? wordsOf(operation);
  const hasFailed = operation !== null && !isRunning(operation) && !words;
  const problem = query.error ? refusalOf(query.error).text : hasFailed ? operationFailure(operation) : null;
  return { words, operation, problem };
}

function wordsOf(operation: OperationResource | null): readonly TimedWord[] | null {
  return operation?.result?.kind === 'timed-lyrics' ? operation.result.words : null;
}
