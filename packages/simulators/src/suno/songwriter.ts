/** Enough of a songwriter that results read like results; the same idea always gives the same words. */

const openings = ['Morning', 'Harbour', 'Paper', 'Silver', 'Quiet', 'Northern'] as const;
const endings = ['Lights', 'Letters', 'Rain', 'Stations', 'Weather', 'Rooms'] as const;

/** Words that carry no picture. */
const plain = new Set(
  'about and are for from into like make music our out song that the this track with your'.split(' '),
);

function keywords(idea: string): string[] {
  const words = idea.replaceAll(/\bsim:\S+|\[[^\]]*\]/g, ' ').match(/\p{L}{3,}/gu) ?? [];
  return words.map((word) => word.toLowerCase()).filter((word) => !plain.has(word));
}

function sum(value: string): number {
  return [...value].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) >>> 0, 7);
}

export function writeTitle(idea: string): string {
  const [first] = keywords(idea).sort((a, b) => b.length - a.length);
  const ending = endings[sum(idea) % endings.length] ?? 'Lights';
  const opening = first ? first[0]?.toUpperCase() + first.slice(1) : openings[sum(idea) % openings.length];
  return `${opening} ${ending}`;
}

export function writeTags(idea: string): string {
  return keywords(idea).slice(0, 4).join(', ') || 'indie folk, warm';
}

const scenes = ['I left a light on', 'We wrote it on a map'] as const;
const refrains = ['stay a little longer', 'take the slow way home'] as const;

/** Two verses and a chorus about the idea. */
export function writeLyrics(idea: string, variant: 0 | 1 = 0): string {
  const words = keywords(idea);
  const word = (at: number) => words[at % Math.max(1, words.length)] ?? 'morning';
  return [
    '[Verse 1]',
    `${scenes[variant]} for the ${word(0)}`,
    `And counted every ${word(1)} on the way`,
    '[Chorus]',
    `Oh ${word(2)}, ${refrains[variant]}`,
    `We have the ${word(0)} and the day`,
    '[Verse 2]',
    `The radio remembers ${word(3)}`,
    'And I remember what to say',
  ].join('\n');
}
