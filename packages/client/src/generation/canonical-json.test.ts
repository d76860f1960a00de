import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

it('writes the same value the same way, whatever the order of its members', () => {
  expect(canonicalJson({ b: [2, 1], a: { d: undefined, c: null } })).toBe('{"a":{"c":null},"b":[2,1]}');
  const anyObject = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(anyObject, (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it('tells any two requests apart', () => {
  const texts = [
    { seed: 0 },
    {},
    { seed: null },
    { styleTags: ['a', 'b'] },
    { styleTags: ['b', 'a'] },
    { a: '1' },
    { a: 1 },
  ];
  expect(new Set(texts.map(canonicalJson)).size).toBe(texts.length);
});
