import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fingerprint } from './canonical.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as object;
const bodies = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true })
  .map(plain);
const print = (body: object) => fingerprint('generate', body).toString('hex');

/** The same value with the keys of every object in another order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, turned(item)] as const)
      .reverse(),
  );
}

describe('[IDM-2] the fingerprint of a request', () => {
  it('is the same whatever the order of the keys', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(print(turned(body) as object)).toBe(print(body));
      }),
    );
  });

  it('is the same for absent and undefined, as JSON has no such difference', () => {
    expect(print({ prompt: 'a', title: undefined })).toBe(print({ prompt: 'a' }));
    expect(print({ prompt: 'a', title: null })).not.toBe(print({ prompt: 'a' }));
  });

  it('is another one for every other request', () => {
    fc.assert(
      fc.property(bodies, bodies, (one, other) => {
        expect(print(one) === print(other)).toBe(isDeepStrictEqual(one, other));
      }),
      { numRuns: 1_000 },
    );
  });

  it('tells values apart that look alike', () => {
    const alike: unknown[] = [
      1,
      '1',
      [1],
      ['1'],
      true,
      'true',
      null,
      'null',
      0,
      false,
      '',
      [],
      {},
      [[]],
      [{}],
    ];
    alike.push({ 1: 1 }, { a: 1 }, '{"a":1}', '[1]', [null], [1, 2], ['1,2'], { a: { b: 1 } }, { 'a.b': 1 });
    alike.push({ a: '1","b":"2' }, { a: '1', b: '2' }, 'a\u0000b', 'ab', 'e\u0301', 'é', 1e21, '1e21');
    const prints = alike.map((value) => print({ value }));
    expect(new Set(prints).size).toBe(alike.length);
    expect(fingerprint('extend', {})).not.toEqual(fingerprint('cover', {}));
  });
});
