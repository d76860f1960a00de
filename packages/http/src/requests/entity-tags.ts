/** Whether an `If-None-Match` header names the tag, compared weakly as RFC 9110 asks for it. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const asked = opaque(tag);
  return header.split(',').some((candidate) => opaque(candidate.trim()) === asked);
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
