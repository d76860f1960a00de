import type { OperationResult } from '@impresario/protocol';
import type { SubmitOutcome } from '@impresario/provider';
import { incomplete } from './errors.ts';
import { fieldOf, fieldsOf, idOf, listOf, numberOf, textOf } from './fields.ts';

/** The persona made of a song (docs, generate-persona). */
export function readPersona(data: unknown): SubmitOutcome {
  const said = fieldsOf(data);
  const personaId = said && idOf(said, 'personaId');
  return personaId ? finished({ kind: 'persona', personaId }) : unsaid('Suno named no persona.');
}

/** A style put into more words (docs, boost-music-style). Here a flag of "2" means failed. */
export function readStyle(data: unknown): SubmitOutcome {
  const said = fieldsOf(data);
  const text = said && textOf(said, 'result');
  if (!said || text === null || String(fieldOf(said, 'successFlag')) === '2') {
    return unsaid('Suno gave no words for the style.');
  }
  return finished({ kind: 'style', text: text.trim() });
}

/** Each sung word with its time (docs, get-timestamped-lyrics); an instrumental has none. */
export function readTimedLyrics(data: unknown): SubmitOutcome {
  const said = fieldsOf(data);
  if (!said) return unsaid('Suno gave no times for the lyrics.');
  const strip = stripTags();
  const words = listOf(fieldOf(said, 'alignedWords')).flatMap((word) => {
    const text = strip(textOf(word, 'word') ?? '');
    const startSeconds = numberOf(word, 'startS');
    const endSeconds = numberOf(word, 'endS');
    // A word that could not be aligned has times that mean nothing.
    const isAligned = fieldOf(word, 'success') !== false && startSeconds !== null && endSeconds !== null;
    return text !== '' && isAligned ? [{ text, startSeconds, endSeconds }] : [];
  });
  return finished({ kind: 'timed-lyrics', words });
}

/** Words come with section tags such as `[Verse 1]` and their line breaks before them; a tag may run over several words. */
function stripTags(): (word: string) => string {
  let isInTag = false;
  return (word) => {
    let text = '';
    for (const character of word) {
      // A tag ends with its line, should its bracket be missing.
      if (character === '[') isInTag = true;
      else if (character === ']' || character === '\n') isInTag = false;
      else if (!isInTag) text += character;
    }
    return text.replace(/\s+/g, ' ').trim();
  };
}

function finished(result: OperationResult): SubmitOutcome {
  return { kind: 'finished', clips: [], result };
}

function unsaid(message: string): SubmitOutcome {
  return { kind: 'failed', failure: incomplete('submit', message) };
}
