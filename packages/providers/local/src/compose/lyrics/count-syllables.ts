/** How many syllables a line has, near enough for one note each; at least 1. */
export function countSyllables(line: string): number {
  // What stands in round brackets is sung by others or not at all.
  const words =
    line
      .toLowerCase()
      .replace(/\([^)]*\)/g, ' ')
      .match(/[\p{L}'’]+/gu) ?? [];
  return Math.max(
    1,
    words.reduce((sum, word) => sum + wordSyllables(word), 0),
  );
}

function wordSyllables(word: string): number {
  if (/[а-яё]/.test(word)) return word.match(/[аеёиоуыэюя]/g)?.length ?? 0;
  if (/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(word)) return word.length;
  const groups = word.replace(/[^\p{L}]/gu, '').match(/[aeiouyàáâäæèéêëìíîïòóôöœùúûü]+/g)?.length ?? 0;
  // A final silent e is not sung (`fire` aside), but `table` keeps its second syllable.
  const silent = /[^aeiouyl]e$|[^aeiouy]es$|[^dt]ed$/.test(word) && groups > 1 ? 1 : 0;
  return Math.max(1, groups - silent);
}
