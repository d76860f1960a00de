/** The same server's URL with another database. Works on `postgresql://user@/name?host=/socket`, which URL cannot parse. */
export function inDatabase(url: string, database: string): string {
  return url.replace(/^([a-z]+:\/\/[^/?]*)(\/[^?]*)?/i, `$1/${database}`);
}

/** The database's name in a URL. */
export function databaseOf(url: string): string {
  return /^[a-z]+:\/\/[^/?]*\/([^?]*)/i.exec(url)?.[1] ?? '';
}
