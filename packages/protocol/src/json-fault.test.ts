import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from './json-fault.ts';

const limits = { depthMax: 4, valuesMax: 100, hasUniqueNames: true };

describe('[SEC-2] jsonFault', () => {
  it.each([
    ['1', null],
    ['"[[[[[["', null],
    ['"\\"[[[[[["', null],
    ['"\\\\"', null],
    ['[[[[]]]]', null],
    ['[[[[[]]]]]', 'is nested deeper than 4'],
    ['{"a":{"a":{"a":{"a":1}}}}', null],
    ['{"a":[{"a":[{"a":1}]}]}', 'is nested deeper than 4'],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}', null],
    ['{"a":"a","b":["a","a"]}', null],
    ['{"a":1,"a":2}', 'has two fields of the same name'],
    ['{"a":1,"b":{},"a":2}', 'has two fields of the same name'],
    ['{"a":1,"\\u0061":2}', 'has two fields of the same name'],
    ['[{"x":{"a":[],"a":2}}]', 'has two fields of the same name'],
    ['{"constructor":1,"prototype":2}', null],
    [`[${'1,'.repeat(98)}1]`, null],
    [`[${'1,'.repeat(99)}1]`, 'has more than 100 values'],
    [`[${'[],'.repeat(60)}1]`, 'has more than 100 values'],
  ])('of %j is %j', (text, fault) => {
    expect(jsonFault(text, limits)).toBe(fault);
  });

  it('leaves names alone where they need not be unique', () => {
    expect(jsonFault('{"a":1,"a":2}', { ...limits, hasUniqueNames: false })).toBeNull();
  });

  it('is null for whatever JSON.stringify makes of a shallow, small value', () => {
    const value = fc.jsonValue({ maxDepth: 3 }).map((given) => JSON.stringify(given));
    fc.assert(
      fc.property(value, (text) => {
        expect(jsonFault(text, { ...limits, valuesMax: 10_000 })).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('is found in a megabyte of brackets as soon as it is reached', () => {
    const text = '['.repeat(500_000) + ']'.repeat(500_000);
    expect(jsonFault(text, { ...limits, depthMax: 32 })).toBe('is nested deeper than 32');
  });
});
