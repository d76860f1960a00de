import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filledText, text } from './text.ts';

/** Any text, also what is not well-formed. */
const wildText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const anyText = fc.oneof(
  wildText,
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom('\r', '\n', '\t', '\ud800', '\udc00', 'e\u0301', '\u0000', '\u009f', 'a', '𝄞', ' '),
    )
    .map((parts) => parts.join('')),
);
const rules = fc.record({ max: fc.integer({ min: 0, max: 20 }), multiline: fc.boolean() });

describe('[SEC-2] text', () => {
  it('that is taken is well-formed, in NFC, within its length, and without control characters', () => {
    fc.assert(
      fc.property(anyText, rules, (typed, rule) => {
        const read = text(rule).safeParse(typed);
        if (!read.success) return;
        expect(read.data.isWellFormed()).toBe(true);
        expect(read.data).toBe(read.data.normalize('NFC'));
        expect([...read.data].length).toBeLessThanOrEqual(rule.max);
        expect(read.data).not.toMatch(rule.multiline ? /[^\P{Cc}\n\t]/u : /\p{Cc}/u);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that was taken is taken again as it is, so that a retry of a request is the same request', () => {
    fc.assert(
      fc.property(anyText, rules, (typed, rule) => {
        const read = text(rule).safeParse(typed);
        if (read.success) expect(text(rule).safeParse(read.data)).toEqual(read);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that is harmless is taken as typed', () => {
    const harmless = fc.string({
      unit: fc.constantFrom(...`abcXYZ 019<>&"'/\\%é雨𝄞`),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(harmless, (typed) => {
        expect(text({ max: 20 }).parse(typed)).toBe(typed);
      }),
    );
  });

  it('that must say something is not blank', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const read = filledText({ max: 100, multiline: true }).safeParse(typed);
        if (read.success) expect(read.data.trim()).not.toBe('');
      }),
    );
  });
});
