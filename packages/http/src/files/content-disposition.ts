/** `Content-Disposition` with a name any browser can read: plain ASCII, and the true one beside it (RFC 6266). */
export function contentDisposition(kind: 'inline' | 'attachment', fileName: string): string {
  // Half a surrogate pair cannot be encoded, and path separators are no part of a name.
  const name = fileName.toWellFormed().replace(/[/\\\p{Cc}]/gu, '_');
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  const plain = `${kind}; filename="${ascii}"`;
  return ascii === name ? plain : `${plain}; filename*=UTF-8''${encodeExtended(name)}`;
}

/** RFC 8187: as encodeURIComponent, and four more characters. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
