/** The code of an error or of what caused it; letters, digits and underscores only, so that it may be shown. */
export function errorCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return code.replace(/\W/g, '').slice(0, 40);
  }
  return 'unknown';
}
