import path from 'node:path';

/** A path as the user would type it: relative when it is below where they are, else absolute. */
export function shownPath(file: string, userDirectory: string): string {
  const relative = path.relative(userDirectory, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
