import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../exit-code.ts';

/**
 * A `UsageError` where files could not be put into a folder that is there or is to be made: to be known before a song is paid for,
 * not after. Makes nothing.
 */
export async function checkFolder(directory: string): Promise<void> {
  for (let at = directory; ; at = path.dirname(at)) {
    try {
      if (!(await stat(at)).isDirectory()) throw unusable(directory, `${at} is a file`);
      return await access(at, constants.W_OK);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTDIR' || (code === 'ENOENT' && at !== path.dirname(at))) continue;
      throw unusable(directory, code ?? 'unknown reason');
    }
  }
}

function unusable(directory: string, why: string): UsageError {
  return new UsageError(`No files can be put into ${directory} (${why}); name another folder with --out.`);
}
