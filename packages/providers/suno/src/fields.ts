/** An object out of somebody else's JSON. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** The objects of a list; what is no object is passed over, what is no list is empty. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((item) => item !== null) : [];
}

/** A field by its name in camelCase, or the same in snake_case: the gateways mix both, even within one document. */
export function fieldOf(from: Fields, name: string): unknown {
  return from[name] ?? from[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}

/** Text that says something; an empty string is how the gateways write "not yet". */
export function textOf(from: Fields, name: string): string | null {
  const value = fieldOf(from, name);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A finite number, also one written as text. */
export function numberOf(from: Fields, name: string): number | null {
  return toNumber(fieldOf(from, name));
}

export function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A web address; null while it is empty. */
export function urlOf(from: Fields, name: string): string | null {
  const text = textOf(from, name)?.trim() ?? null;
  return text !== null && /^https?:\/\/./i.test(text) ? text : null;
}

/** An id, which some documents write as a number. */
export function idOf(from: Fields, name: string): string | null {
  const value = fieldOf(from, name);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return textOf(from, name)?.trim() ?? null;
}
