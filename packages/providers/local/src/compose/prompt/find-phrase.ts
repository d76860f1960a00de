/** Characters of a regular expression that stand for themselves in a phrase. */
const special = /[.*+?^${}()|[\]\\]/g;

/**
 * A pattern that finds a phrase as whole words. Russian words are found in any case ending: the last vowel
 * is dropped and up to three letters may follow («классика» finds «классику»).
 */
function phrasePattern(phrase: string): RegExp {
  const spaced = phrase.replace(special, '\\$&').replace(/[\s-]+/g, '[\\s-]+');
  const russian = /[а-яё]/.test(phrase) && phrase.length >= 4;
  const body = russian ? `${spaced.replace(/[аяоеыйь]+$/, '')}\\p{L}{0,3}` : spaced;
  return new RegExp(`(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])`, 'u');
}

const patterns = new Map<string, RegExp>();

/** Where a phrase stands in a lower-case text as whole words; −1 when it does not. */
export function findPhrase(text: string, phrase: string): number {
  let pattern = patterns.get(phrase);
  if (!pattern) {
    pattern = phrasePattern(phrase);
    patterns.set(phrase, pattern);
  }
  return text.search(pattern);
}
