import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

const bitsOf = (text: string) =>
  [...fingerprint(text)].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('');

it('stays the same from version to version, since it names what is stored', () => {
  expect(['', 'a', 'song', 'söng 🎻'].map(fingerprint)).toMatchInlineSnapshot(`
    [
      "46f91865348b1df62ad2afbda1ec06ed",
      "01f23969de19c1b1fa2c1e75da1abf28",
      "220d0f921013905a2393293bc1d9fbcf",
      "5f6bbf107205d57621bb65ceb3dab12f",
    ]
  `);
});

it('tells texts apart that differ in little', () => {
  const texts = Array.from({ length: 50_000 }, (_, index) => `{"prompt":"song","seed":${index}}`);
  for (let length = 0; length < 2_000; length++) texts.push('a'.repeat(length), 'ab'.repeat(length));
  const different = new Set(texts).size;
  expect(new Set(texts.map(fingerprint)).size).toBe(different);
  // Each quarter by itself is spread too: no lane only repeats another.
  for (const from of [0, 8, 16, 24]) {
    const quarters = new Set(texts.map((text) => fingerprint(text).slice(from, from + 8)));
    expect(quarters.size).toBeGreaterThan(different * 0.999);
  }
});

it('changes about half of its bits with any one letter', () => {
  const flips: number[] = [];
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 200 }), fc.nat(), (text, at) => {
      const place = at % text.length;
      const other =
        text.slice(0, place) + String.fromCharCode(text.charCodeAt(place) ^ 1) + text.slice(place + 1);
      const [mine, theirs] = [bitsOf(text), bitsOf(other)];
      flips.push([...mine].filter((bit, index) => bit !== theirs[index]).length);
      expect(flips.at(-1)).toBeGreaterThan(25);
    }),
  );
  const mean = flips.reduce((sum, count) => sum + count, 0) / flips.length;
  expect(mean).toBeGreaterThan(58);
  expect(mean).toBeLessThan(70);
});
