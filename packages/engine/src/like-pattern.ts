/** What was typed, found anywhere; its own % and _ are meant literally, and no stored text has a NUL. */
export function likePattern(search: string | null): string | null {
  return search === null ? null : `%${search.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
}
