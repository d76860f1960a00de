import fc from 'fast-check';
import { createApiKeySchema, createTrackSchema, type CreateTrackInput } from '@impresario/protocol';
import { expect, it } from 'vitest';
import { moveSection, repeatSection, sectionsOf, withSection } from '../src/brief/lyrics-sections.ts';
import { emptyDraft } from '../src/brief/draft.ts';
import { styleTagsOf } from '../src/brief/style-tags-of.ts';
import { toRequest } from '../src/brief/to-request.ts';
import { keyNameErrors, validate } from '../src/brief/validate.ts';
import { sungLines } from '../src/tracks/sung-lines.ts';
import { localProvider } from './scripted-data.ts';

/** What the server says of the same request. */
function serverErrors(request: CreateTrackInput): string[] {
  const issues = createTrackSchema.safeParse(request).error?.issues ?? [];
  return issues.map(({ path, message }) => `/${path.join('/')} ${message}`);
}

function ownErrors(request: CreateTrackInput): string[] {
  return validate(request).map(({ pointer, detail }) => `${pointer} ${detail}`);
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 130 }),
  fc.constantFrom(
    '',
    '  ',
    'two\nlines',
    'a\r\nb',
    '\u0007',
    '\ud800',
    'e\u0301'.repeat(101),
    '𝄞'.repeat(51),
    'x'.repeat(3001),
    'x'.repeat(5001),
  ),
);

it('[SEC-2] refuses the same texts as the server, in the same words', () => {
  const request = fc.record({
    prompt: text,
    title: text,
    lyrics: text,
    styleTags: fc.array(text, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(request, (body) => {
      const server = serverErrors(body);
      const own = ownErrors(body);
      expect(own.every((error) => server.includes(error))).toBe(true);
      expect(own.length > 0).toBe(server.length > 0);
    }),
    { numRuns: 500 },
  );
});

it('[PRO-4] has lyrics count with a composer that does not sing: it would leave them out, were there to be no voice', () => {
  const performer = { provider: localProvider, model: localProvider.models[0]! };
  const draft = { ...emptyDraft, mode: 'custom', prompt: 'A hymn', isInstrumental: true } as const;
  expect(toRequest(draft, performer)).toMatchObject({ hasVocals: false });
  const sung = toRequest({ ...draft, lyrics: '[Verse]\nStay' }, performer);
  expect(sung).toMatchObject({ lyrics: '[Verse]\nStay' });
  expect(sung).not.toHaveProperty('hasVocals');
});

it('[SEC-2] refuses the same names of keys as the server, in the same words', () => {
  fc.assert(
    fc.property(text, (name) => {
      const server = createApiKeySchema.safeParse({ name }).error?.issues.map(({ message }) => message) ?? [];
      const own = keyNameErrors(name).map(({ detail }) => detail);
      expect(own).toEqual(server.slice(0, 1));
    }),
  );
});

it.each([0, 1, 4_294_967_295, 4_294_967_296, -1, 1.5, Number.NaN])(
  'judges the seed %s as the server does',
  (seed) => {
    const body = { prompt: 'A tango', seed };
    expect(ownErrors(body).length > 0).toBe(serverErrors(body).length > 0);
  },
);

it('puts a section heading on a line of its own', () => {
  expect(withSection('', 0, 'Verse')).toEqual({ text: '[Verse]\n', caret: 8 });
  expect(withSection('One', 3, 'Chorus')).toEqual({ text: 'One\n\n[Chorus]\n', caret: 14 });
  expect(withSection('One\nTwo', 4, 'Bridge').text).toBe('One\n\n[Bridge]\nTwo');
});

it('takes lyrics apart at their headings, and numbers what comes again', () => {
  const sections = sectionsOf(
    'Before all\n\n[Verse]\nOne\n\n [Chorus] \nLa\nLa\n[Verse]\n[not a heading] two',
  );
  expect(sections.map(({ heading, number, lineCount }) => [heading, number, lineCount])).toEqual([
    [null, 0, 1],
    ['Verse', 1, 1],
    ['Chorus', 0, 2],
    ['Verse', 2, 1],
  ]);
  expect(sectionsOf(' \n\n')).toEqual([]);
});

it('moves and repeats sections as wholes, and never what stands before the first heading', () => {
  const lyrics = 'Opening\n\n\n[Verse]\nOne\n[Chorus]\nLa\n';
  expect(moveSection(lyrics, 2, 1)).toBe('Opening\n\n[Chorus]\nLa\n\n[Verse]\nOne');
  for (const [from, to] of [
    [0, 1],
    [1, 0],
    [1, 3],
    [1, 1],
  ] as const) {
    expect(moveSection(lyrics, from, to)).toBe(lyrics);
  }
  expect(repeatSection(lyrics, 2)).toMatch(/La\n\n\[Chorus\]\nLa$/);
});

it('loses no line when sections are moved about', () => {
  const line = fc.constantFrom('[Verse]', '[Chorus]', 'one', 'two ', '', '   ');
  const filled = (text: string) =>
    text
      .split('\n')
      .map((each) => each.trim())
      .filter(Boolean)
      .toSorted();
  fc.assert(
    fc.property(fc.array(line), fc.nat(8), fc.nat(8), (lines, from, to) => {
      const lyrics = lines.join('\n');
      expect(filled(moveSection(lyrics, from, to))).toEqual(filled(lyrics));
    }),
  );
});

it('makes tags of a style in words, losing none and none too long', () => {
  expect(styleTagsOf('warm indie folk, close harmonies.\nwarm indie folk')).toEqual([
    'warm indie folk',
    'close harmonies',
  ]);
  const long = 'a slow and very atmospheric piece with a choir that sings without words in a cathedral';
  const tags = styleTagsOf(`${long}, ${'x'.repeat(120)}`);
  expect(tags.slice(0, 2).join(' ')).toBe(long);
  expect(Math.max(...tags.map((tag) => tag.length))).toBe(50);
});

it('puts sung words into lines at breaks, at pauses, and before a line grows long', () => {
  const word = (text: string, startSeconds: number) => ({
    text,
    startSeconds,
    endSeconds: startSeconds + 0.4,
  });
  const sung = ['[Verse]\nHarbour ', 'lights\n', 'The ', 'nets'].map((text, at) => word(text, at / 2));
  const lines = sungLines([...sung, word('later', 9)]);
  expect(lines.map((line) => line.words.map(({ text }) => text).join(' '))).toEqual([
    '[Verse]',
    'Harbour lights',
    'The nets',
    'later',
  ]);
  const steady = Array.from({ length: 23 }, (_, at) => word('la', at / 2));
  expect(sungLines(steady).map((line) => line.words.length)).toEqual([10, 10, 3]);
});
