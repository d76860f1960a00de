import type { MusicRequest } from '@impresario/provider';
import { modelOf } from './models.ts';
import {
  checkLyrics,
  checkTitle,
  styleOf,
  titleOf,
  tuningOf,
  warnUnsent,
  type Remarks,
} from './song-words.ts';

type Body = Record<string, unknown>;

/** `negativeTags` is required in both, and empty text may count as missing, so what nobody wants stands in for nothing. */
const nothingUnwanted = 'low quality';

/** Singing over given audio (docs, add-vocals): the manner is called `style`. */
export function composeAddVocals(request: MusicRequest, remarks: Remarks): Body {
  const model = modelOf(request.model);
  checkLyrics(request.lyrics, model, remarks);
  // A source without vocals passes its `false` on, and is what vocals are added to.
  if (request.source?.request?.hasVocals !== false && request.hasVocals === false)
    warnUnsent(request, ['hasVocals'], 'vocals are what is added', remarks);
  if (request.lyrics === null) {
    const message = 'are missing: say what shall be sung';
    remarks.faults.push({ parameter: 'lyrics', message });
  }
  return {
    ...overAudio(request, remarks),
    prompt: request.lyrics ?? '',
    style: styleOf(request, model, remarks),
  };
}

/** Instruments under given audio (docs, add-instrumental): the manner is called `tags`. */
export function composeAddInstrumental(request: MusicRequest, remarks: Remarks): Body {
  warnUnsent(request, ['lyrics'], 'instruments sing no words', remarks);
  return { ...overAudio(request, remarks), tags: styleOf(request, modelOf(request.model), remarks) };
}

function overAudio(request: MusicRequest, remarks: Remarks): Body {
  checkTitle(request, remarks);
  const noPlace = ['personaId', 'customMode', 'durationSeconds'] as const;
  warnUnsent(request, noPlace, 'it has no place in this operation', remarks);
  const { personaId: _unused, ...tuning } = tuningOf(request);
  const title = titleOf(request);
  return { model: modelOf(request.model).id, title, negativeTags: nothingUnwanted, ...tuning };
}
