import type { Brief } from '../../score.ts';
import type { Dealer, Dice } from '../dice.ts';
import type { LyricSection } from '../lyrics/read-lyrics.ts';
import { styles } from '../styles/index.ts';
import { findPhrase } from './find-phrase.ts';
import { instruments } from './instruments.ts';
import type { Reading } from './read-brief.ts';

/** Words of a prompt that order a song and do not describe it. */
const plainWords = new Set(
  (
    'a an the of in on at for with and or to from by about like as is are be it its this that my your our me i you we ' +
    'song songs track tracks music tune beat beats melody make create write generate please some very really style ' +
    'vibe vibes mood feel feeling slow fast tempo bpm key major minor no without instrumental vocal vocals intro outro ' +
    'chorus verse drop background sound sounds sounding short long minute minutes second seconds loop theme mix ' +
    'one two three into over under up down out featuring feat based inspired while but not only solo dorian lydian female male ' +
    'и в на с о об для по из без под песня песню трек музыка музыку мелодия бит про как или от к у стиле'
  ).split(' '),
);

/** Runs of neighbouring words that carry the prompt's picture. */
function pictures(prompt: string): string[][] {
  const known = [...styles.flatMap((style) => style.words), ...instruments.flatMap((each) => each.words)];
  let text = prompt.toLowerCase().replace(/\d+\s*\/\s*\d+|\d+\s*bpm|[a-g][#b]?\s+(major|minor)/g, ' | ');
  for (const word of known.sort((a, b) => b.length - a.length)) {
    if (findPhrase(text, word) >= 0) text = text.replaceAll(word, ' | ');
  }
  const runs: string[][] = [[]];
  for (const word of text.match(/\||[\p{L}'’]+|[^\s\p{L}]/gu) ?? []) {
    if (!/^\p{L}{3,}/u.test(word) || plainWords.has(word)) runs.push([]);
    else runs[runs.length - 1]?.push(word);
  }
  return runs.filter((run) => run.length > 0);
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The first words of the refrain, the way most songs get their name. */
function fromLyrics(sections: readonly LyricSection[]): string | null {
  const chorus = sections.find((section) => section.kind === 'chorus') ?? sections[0];
  const words = chorus?.lines[0]?.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  if (words.length === 0) return null;
  return words
    .slice(0, words.length <= 5 ? 5 : 4)
    .map(capital)
    .join(' ')
    .slice(0, 60);
}

/** A title for a song that was given none; variants get different ones. */
export function writeTitle(
  brief: Brief,
  reading: Reading,
  lyrics: readonly LyricSection[],
  dealer: Dealer,
  dice: Dice,
): string {
  if (brief.title?.trim()) return brief.title.trim();
  const { like, things } = reading.style.title;
  const refrain = fromLyrics(lyrics);
  const runs = pictures(brief.prompt).map((run) => run.slice(0, 3));
  // Words of other scripts are not mixed with the style's English ones.
  const foreign = /(?!\p{Script=Latin})\p{L}/u.test(brief.prompt);
  const titles: string[] = [];
  if (refrain) return refrain;
  const moodWords = new Set(reading.moods.flatMap((mood) => mood.words));
  for (const run of runs) {
    const [only = ''] = run;
    const words = run.map(capital).join(' ');
    if (run.length >= 2 || foreign) titles.push(words);
    else titles.push(`${words} ${dice.pick(things.filter((thing) => thing.toLowerCase() !== only))}`);
    // A mood is a quality: `Happy Sunday`, never `Winding Happy`.
    if (run.length === 1 && !foreign && !moodWords.has(only)) titles.push(`${dice.pick(like)} ${words}`);
  }
  const [first] = runs[0] ?? [];
  if (titles.length < 4 && !foreign && first) {
    titles.push(
      `${capital(first)} ${dealer.deal(
        'title-thing',
        things.filter((thing) => thing.toLowerCase() !== first),
      )}`,
    );
  }
  if (titles.length > 0) return dealer.deal('title', [...new Set(titles)]);
  return `${dealer.deal('title-like', like)} ${dealer.deal('title-things', things)}`;
}
