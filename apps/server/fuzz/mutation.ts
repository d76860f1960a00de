import fc from 'fast-check';
import { hostileWords, numberTexts, serverOwned } from './hostile-words.ts';
import { jsonText, placesIn, Raw, valueAt, withValueAt } from './json-text.ts';

type Mutation = (value: unknown, pick: (count: number) => number) => unknown;

/** The value with one thing wrong with it: a type, an edge, a field too many or too few, a letter's case. */
export function nearly(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return mutated(values, nearMutations);
}

/** The value with something in it that means harm. */
export function hostile(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return mutated(values, hostileMutations);
}

function mutated(values: fc.Arbitrary<unknown>, mutations: readonly Mutation[]): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.constantFrom(...mutations), fc.infiniteStream(fc.nat({ max: 100_000 })))
    .map(([value, mutate, numbers]) =>
      mutate(value, (count) => Number(numbers.next().value) % Math.max(1, count)),
    );
}

const changeOne =
  (change: (old: unknown, pick: (count: number) => number) => unknown): Mutation =>
  (value, pick) => {
    const places = placesIn(value);
    const at = places[pick(places.length)]!;
    return withValueAt(value, at, change(valueAt(value, at), pick));
  };

const addField =
  (names: readonly string[]): Mutation =>
  (value, pick) => {
    const name = names[pick(names.length)]!;
    const extra = [1_000_000, 'completed', true, null, 'admin'][pick(5)];
    // Written out, because a literal `__proto__` would set the prototype.
    const text = jsonText(value);
    if (!text.startsWith('{')) return value;
    const field = `${JSON.stringify(name)}:${JSON.stringify(extra)}`;
    return new Raw(text === '{}' ? `{${field}}` : `${text.slice(0, -1)},${field}}`);
  };

const nearMutations: readonly Mutation[] = [
  changeOne(otherType),
  changeOne((old) => (old === null || typeof old === 'object' ? 'text' : undefined)),
  changeOne(() => undefined),
  changeOne((old, pick) =>
    typeof old === 'number'
      ? old + [1, -1, 0.5, 1e-9][pick(4)]!
      : new Raw(numberTexts[pick(numberTexts.length)]!),
  ),
  changeOne((_, pick) => new Raw(numberTexts[pick(numberTexts.length)]!)),
  changeOne((old, pick) =>
    typeof old === 'string' ? [old.toUpperCase(), `${old} `, ` ${old}`, old.slice(1)][pick(4)] : old,
  ),
  changeOne((_, pick) => 'n'.repeat([51, 65, 101, 129, 501, 1001, 2049, 3001, 5001][pick(9)]!)),
  addField(serverOwned),
  addField(['Prompt', 'style_tags', 'versionid', 'idempotency_key', 'track_id']),
  twice,
];

function otherType(old: unknown, pick: (count: number) => number): unknown {
  const scalar = typeof old === 'string' || typeof old === 'number' ? old : 'text';
  return [String(scalar), Number(scalar) || 0, Boolean(scalar), null, [], {}, [old], { value: old }][pick(8)];
}

/** A field given two times, of which JSON readers take the last. */
function twice(value: unknown, pick: (count: number) => number): unknown {
  const entries = value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
  const chosen = entries[pick(entries.length)];
  if (!chosen) return value;
  return new Raw(jsonText(value).replace(/^\{/, `{${JSON.stringify(chosen[0])}:null,`));
}

const depths = [50, 1_000, 20_000, 150_000];

const hostileMutations: readonly Mutation[] = [
  changeOne((_, pick) => hostileWords[pick(hostileWords.length)]),
  changeOne((_, pick) => hostileWords[pick(hostileWords.length)]),
  changeOne((old, pick) => jsonText(old) + hostileWords[pick(hostileWords.length)]!),
  addField(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', ...hostileWords.slice(0, 30)]),
  changeOne((_, pick) => nested('[', ']', depths[pick(depths.length)]!)),
  changeOne((_, pick) => nested('{"a":', '}', depths[pick(depths.length)]!)),
  changeOne(() => new Array<string>(10_000).fill('style')),
  changeOne((_, pick) => '𝄞'.repeat([101, 3_001, 100_000][pick(3)]!)),
  manyFields,
];

function nested(open: string, close: string, depth: number): Raw {
  return new Raw(`${open.repeat(depth)}${open === '[' ? '' : '1'}${close.repeat(depth)}`);
}

function manyFields(value: unknown): unknown {
  const fields = Array.from({ length: 5_000 }, (_, index) => [`field${index}`, index]);
  return { ...(value as object | null), ...(Object.fromEntries(fields) as object) };
}
