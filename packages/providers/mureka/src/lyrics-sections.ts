import type { Section } from '@impresario/protocol';
import { z } from 'zod';

/** Keeps the elements that are as they should be; the others are left out, never an error. */
export function listOf<Item>(item: z.ZodType<Item>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value): Item[] => {
        const read = item.safeParse(value);
        return read.success ? [read.data] : [];
      }),
    );
}

/** Times in milliseconds. */
const timed = {
  text: z.string(),
  start: z.number().nullable().catch(null),
  end: z.number().nullable().catch(null),
};

const sectionSchema = z.object({
  section_type: z.string().catch(''),
  start: z.number().nullable().catch(null),
  end: z.number().nullable().catch(null),
  lines: listOf(z.object({ ...timed, words: listOf(z.object(timed)) })),
});

export const sectionsSchema = listOf(sectionSchema);
export type Sections = z.output<typeof sectionsSchema>;

export interface TimedWord {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** The words as one text under `[Verse]` headings; null when there are none. */
export function lyricsText(sections: Sections): string | null {
  const parts = sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ section_type: type, lines }) => {
      const heading = type === '' ? [] : [`[${type.charAt(0).toUpperCase()}${type.slice(1)}]`];
      return [...heading, ...lines.map(({ text }) => text)].join('\n');
    });
  return parts.length > 0 ? parts.join('\n\n') : null;
}

/** Every word with its time; a line without words of its own counts as one. Seconds. */
export function timedWords(sections: Sections): TimedWord[] {
  return sections
    .flatMap(({ lines }) => lines)
    .flatMap((line) => (line.words.length > 0 ? line.words : [line]))
    .flatMap(({ text, start, end }) =>
      start === null || end === null ? [] : [{ text, startSeconds: start / 1000, endSeconds: end / 1000 }],
    );
}

/** The form of the song, as far as it is told with times; a kind that comes again is numbered. Seconds. */
export function timedSections(sections: Sections): Section[] {
  const timed = sections.flatMap(({ section_type: kind, start, end }) =>
    kind === '' || start === null || end === null || end <= start
      ? []
      : [{ kind: kind.toLowerCase(), startSeconds: start / 1000, endSeconds: end / 1000 }],
  );
  const counts = new Map<string, number>();
  return timed.map((section) => {
    const number = (counts.get(section.kind) ?? 0) + 1;
    counts.set(section.kind, number);
    const isOnly = timed.filter(({ kind }) => kind === section.kind).length === 1;
    const name = `${section.kind.charAt(0).toUpperCase()}${section.kind.slice(1)}`;
    return { ...section, label: isOnly ? name : `${name} ${number}` };
  });
}
