/** A piece of JSON that no JavaScript value is written as: `1e309`, `-0`, an object with a key twice. */
export class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** As JSON.stringify, with raw pieces as they stand. */
export function jsonText(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${fields.map(([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`).join(',')}}`;
}

export type Path = readonly (string | number)[];

/** Every place in a JSON value, the whole of it first. */
export function placesIn(value: unknown, at: Path = []): Path[] {
  if (value === null || typeof value !== 'object' || value instanceof Raw) return [at];
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item, [...at, index]))
    : Object.entries(value).flatMap(([name, item]) => placesIn(item, [...at, name]));
  return [at, ...inside];
}

export function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** A copy with another value at one place; undefined takes the field away. */
export function withValueAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    const items = value as unknown[];
    const changed = items.map((item, index) => (index === key ? withValueAt(item, rest, put) : item));
    return changed.filter((item) => item !== undefined);
  }
  const fields = value as Record<string, unknown>;
  return { ...fields, [key]: withValueAt(fields[key], rest, put) };
}
