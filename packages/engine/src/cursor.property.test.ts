import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** Any text, also what is not well-formed. */
const wildText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const times = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2999-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().replace('Z', '000Z'));
const lengths = fc.constantFrom(1 as const, 2 as const);

describe('[SEC-1] a cursor', () => {
  it('comes back as the place it was made from', () => {
    fc.assert(
      fc.property(times, fc.uuid(), fc.nat(), (time, id, number) => {
        expect(decodeCursor(encodeCursor([time, id]), 2)).toEqual([time, id]);
        expect(decodeCursor(encodeCursor([String(number)]), 1)).toEqual([String(number)]);
      }),
    );
  });

  it('of any other making is none, and never an error', () => {
    const texts = fc.oneof(
      wildText,
      fc.base64String(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
      fc.array(wildText).map(encodeCursor),
    );
    fc.assert(
      fc.property(texts, lengths, (text, length) => {
        expect(decodeCursor(text, length)).toBe(null);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is either itself or none after any change of one letter', () => {
    const letters = fc.constantFrom(...'ABCxyz019-_=+/ ');
    fc.assert(
      fc.property(times, fc.uuid(), fc.nat(), letters, (time, id, at, letter) => {
        const cursor = encodeCursor([time, id]);
        const place = at % cursor.length;
        const parts = decodeCursor(cursor.slice(0, place) + letter + cursor.slice(place + 1), 2);
        if (parts === null) return;
        // What is let through is read by PostgreSQL as a time and an id, so it has to be both.
        expect(Number.isNaN(Date.parse(parts[0]!))).toBe(false);
        expect(parts[1]).toMatch(/^[0-9a-f-]{36}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});
