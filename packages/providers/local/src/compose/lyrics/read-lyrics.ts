import type { SectionKind } from '../../score.ts';

/** One section of the user's words. */
export interface LyricSection {
  readonly kind: SectionKind;
  readonly lines: readonly string[];
}

const tags: readonly (readonly [RegExp, SectionKind])[] = [
  [/^(pre[\s-]?chorus|pre-?hook|rise|предприпев|пре-припев)/i, 'pre-chorus'],
  [/^(post[\s-]?chorus|chorus|hook|refrain|припев|хук)/i, 'chorus'],
  [/^(verse|strophe|rap|куплет)/i, 'verse'],
  [/^(bridge|middle|бридж|мост)/i, 'bridge'],
  [/^(intro|opening|вступление|интро)/i, 'intro'],
  [/^(outro|ending|end|coda|концовка|аутро|кода)/i, 'outro'],
  [/^(solo|guitar solo|instrumental|соло|проигрыш)|solo$/i, 'solo'],
  [/^(break|interlude|breakdown|брейк)/i, 'break'],
  [/^(build|билд)/i, 'build'],
  [/^(drop|дроп)/i, 'drop'],
];

/** The section that a tag such as `[Verse 2]` opens; an unknown tag is a verse. */
function kindOfTag(tag: string): SectionKind {
  return tags.find(([pattern]) => pattern.test(tag.trim()))?.[1] ?? 'verse';
}

/** A stanza as it is compared with others: letters only. */
function fingerprint(lines: readonly string[]): string {
  return lines
    .join('\n')
    .toLowerCase()
    .replace(/[^\p{L}\n]/gu, '');
}

/** Stanzas without tags: one that comes back is the chorus; with none repeated, every second one is. */
function splitStanzas(text: string): LyricSection[] {
  const stanzas = text
    .split(/\n\s*\n/)
    .map((stanza) =>
      stanza
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .filter((lines) => lines.length > 0);
  const [only] = stanzas;
  if (stanzas.length === 1 && only && only.length >= 4) {
    const half = Math.ceil(only.length / 2);
    return [
      { kind: 'verse', lines: only.slice(0, half) },
      { kind: 'chorus', lines: only.slice(half) },
    ];
  }
  const prints = stanzas.map(fingerprint);
  const repeated = prints.some((print, i) => prints.indexOf(print) !== i);
  return stanzas.map((lines, i) => {
    const print = prints[i] ?? '';
    const again = prints.filter((each) => each === print).length > 1;
    return { kind: (repeated ? again : i % 2 === 1) ? 'chorus' : 'verse', lines };
  });
}

/** The user's lyrics as sections: by their `[Tags]`, or by stanzas where there are none. */
export function readLyrics(lyrics: string | null): LyricSection[] {
  const text = (lyrics ?? '').replace(/\r\n?/g, '\n').trim();
  if (text === '') return [];
  if (!/^\s*\[[^\]\n]+\]/m.test(text)) return splitStanzas(text);
  const sections: { kind: SectionKind; lines: string[] }[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const tag = /^\[([^\]]+)\]:?\s*(.*)$/.exec(line);
    if (tag) {
      sections.push({ kind: kindOfTag(tag[1] ?? ''), lines: tag[2] ? [tag[2]] : [] });
    } else if (line !== '') {
      if (sections.length === 0) sections.push({ kind: 'verse', lines: [] });
      sections[sections.length - 1]?.lines.push(line);
    }
  }
  return sections;
}
