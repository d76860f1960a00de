import { findPhrase } from './find-phrase.ts';
import { instruments, type Instrument } from './instruments.ts';

/** What a prompt says about the band. */
export interface Wishes {
  readonly wanted: readonly Instrument[];
  readonly unwanted: readonly Instrument[];
  /** True for `solo piano`, `only guitar`: nothing else plays. */
  readonly only: boolean;
}

// Names that hold an instrument's name and mean a style, or the word alone means something else.
const misleading =
  /drum\s*(?:and|&|n|'n')\s*bass|drum-n-bass|music box|hip[\s-]hop beats?|house beats?|piano house|bass house|big band/giu;
const denial = '(?:no|without|minus|sans|free of|без)';

function isDenied(text: string, word: string): boolean {
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[аяоеыйь]+$/u, '');
  const tail = /[а-яё]/.test(word) ? '\\p{L}{0,3}' : '';
  const list = '(?:[\\p{L}-]+(?:,| or| and| и| или)\\s*){0,2}';
  return new RegExp(`(?<!\\p{L})${denial}\\s+(?:any |the )?${list}${plain}${tail}(?!\\p{L})`, 'iu').test(
    text,
  );
}

/** The instruments that a prompt asks for and those it refuses. */
export function readInstruments(prompt: string): Wishes {
  const text = prompt.toLowerCase().replace(misleading, ' ');
  const wanted: Instrument[] = [];
  const unwanted: Instrument[] = [];
  let rest = text;
  for (const instrument of instruments) {
    const words = instrument.words.filter((word) => findPhrase(rest, word) >= 0);
    if (words.length === 0) continue;
    if (words.some((word) => isDenied(text, word))) unwanted.push(instrument);
    else wanted.push(instrument);
    // A named `electric guitar` must not be found again as a `guitar`.
    for (const word of words) if (word.includes(' ')) rest = rest.replaceAll(word, ' ');
  }
  const drumless = /(?<!\p{L})(drumless|beatless|a ?cappella)(?!\p{L})/u.test(text);
  const drums = instruments.find((each) => each.id === 'drums');
  if (drumless && drums && !unwanted.includes(drums)) unwanted.push(drums);
  const only =
    wanted.length > 0 &&
    /(?<!\p{L})(solo (?:piano|guitar|harp|cello|flute|violin|sax\w*)|only|alone|unaccompanied|соло|только)(?!\p{L})/u.test(
      text,
    );
  return { wanted, unwanted, only };
}
