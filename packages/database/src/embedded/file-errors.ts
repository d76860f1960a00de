import { codeOf, DatabaseError } from '../database-error.ts';

/** Turns the failure of a file operation into a sentence for the person who chose the directory. */
export function fileError(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new DatabaseError('disk_full', `The disk that holds ${path} is full.`, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
      return new DatabaseError(
        'not_writable',
        `The database cannot be kept in ${path}: this user may not write there. Choose another DATA_DIR, or change its owner.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/** Runs a step on the files below `path`, with its failures made readable. */
export async function withFileErrors<Result>(path: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw fileError(error, path);
  }
}
