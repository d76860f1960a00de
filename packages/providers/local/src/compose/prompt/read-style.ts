import type { Dealer } from '../dice.ts';
import { broadStyles, styles } from '../styles/index.ts';
import type { Style } from '../styles/style.ts';
import { findPhrase } from './find-phrase.ts';
import { leanings } from './leanings.ts';

/** Words that lean towards a style but yield to any style that is named outright. */
const leaningWords = new Set([
  'acoustic',
  'groove',
  'dance',
  'club',
  'score',
  'adventure',
  'fantasy',
  'movie',
  'beach',
  'tropical',
  'sleep',
  'soul',
  'industrial',
  'relaxing',
  'ballad',
  '80s',
  '80-х',
  'shuffle',
  'noir',
  'lounge',
  '808',
  'old school',
  'indie',
  'orchestra',
  'orchestral',
  'acid',
  'roots',
  'drone',
  'spa',
  'swing',
  'liquid',
  'baroque',
  'chamber',
  'баллада',
  'оркестр',
  'оркестровая',
  'кино',
  'бал',
  'релакс',
  'акустика',
  'акустическая',
  'alternative',
  'doom',
  'rave',
  'trance',
  'carousel',
  'music box',
  'gospel',
  'eighties',
  'meditation',
  'yoga',
  'jazzy',
  'bluesy',
  'funky',
]);

interface Claim {
  readonly style: Style;
  readonly strength: number;
  readonly at: number;
}

/** Every style that a text names, strongest claim first; equal claims in the order of the text. */
function claims(text: string): Claim[] {
  const found: Claim[] = [];
  for (const style of styles) {
    for (const word of style.words) {
      const at = findPhrase(text, word);
      if (at < 0) continue;
      const strength = leaningWords.has(word) ? 1 : word.includes(' ') || word.includes('-') ? 3 : 2;
      found.push({ style, strength, at });
    }
  }
  return found.sort((a, b) => b.strength - a.strength || a.at - b.at);
}

/** The styles that moods and instruments lean towards most; the broad ones where nothing leans. */
function likelyStyles(hints: readonly string[]): readonly Style[] {
  const votes = new Map<string, number>();
  for (const hint of hints) {
    (leanings[hint] ?? []).forEach((id, rank) => votes.set(id, (votes.get(id) ?? 0) + 1 - rank * 0.15));
  }
  if (votes.size === 0) return broadStyles;
  const ranked = [...styles].sort((a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0));
  const best = votes.get(ranked[0]?.id ?? '') ?? 0;
  return ranked.filter((style) => (votes.get(style.id) ?? 0) >= best - 0.5).slice(0, 4);
}

/**
 * The style of a song: tags beat the prompt; where neither names one, a style that the hints (ids of moods and
 * instruments) make likely is dealt to the variant.
 */
export function readStyle(
  prompt: string,
  tags: readonly string[],
  hints: readonly string[],
  dealer: Dealer,
): { style: Style; named: boolean } {
  for (const text of [tags.join(', ').toLowerCase(), prompt.toLowerCase()]) {
    const best = claims(text)[0];
    if (best) return { style: best.style, named: true };
  }
  return { style: dealer.deal('style', likelyStyles(hints)), named: false };
}
