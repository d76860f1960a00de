/**
 * The same value with every text and every name of a field fit for the database: PostgreSQL keeps neither NUL nor half
 * of a surrogate pair, and what a provider says must never be the reason that its song cannot be written down.
 */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T;
  if (Array.isArray(value)) return value.map((item: unknown) => storable(item)) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [storable(name), storable(item as unknown)]),
  ) as T;
}
