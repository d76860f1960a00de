/**
 * The one JSON text of a value, whatever the order its members were written in. What JSON leaves out (undefined) is
 * left out; an array's order is kept, for it means something.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    const entries = Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1));
    // `__proto__` as a name would otherwise vanish on the way into an ordinary object.
    return Object.assign(Object.create(null) as object, Object.fromEntries(entries));
  });
}
