const tagCharsMax = 50;
const tagsMax = 20;

/**
 * A style in words as tags: its parts between commas, none over 50 characters, at most 20. Longer parts are broken
 * between words, for every provider puts the tags together again.
 */
export function styleTagsOf(text: string): string[] {
  const parts = text
    .split(/[,;.\n]+/)
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '')
    .flatMap(shortened);
  return [...new Set(parts)].slice(0, tagsMax);
}

function shortened(part: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of part.split(' ').flatMap(chunks)) {
    const longer = piece ? `${piece} ${word}` : word;
    if ([...longer].length > tagCharsMax) {
      pieces.push(piece);
      piece = word;
    } else piece = longer;
  }
  return [...pieces, piece];
}

function chunks(word: string): string[] {
  const letters = [...word];
  return Array.from({ length: Math.ceil(letters.length / tagCharsMax) }, (_, index) =>
    letters.slice(index * tagCharsMax, (index + 1) * tagCharsMax).join(''),
  );
}
