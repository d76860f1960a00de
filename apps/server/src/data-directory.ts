import { chmod, link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Dice } from '@impresario/engine';
import { processId } from './world.ts';
import { StartError } from './start-error.ts';

/** Makes the data directory and shows that it can be written. Throws StartError in plain words. */
export async function prepareDataDirectory(directory: string): Promise<void> {
  const probe = path.join(directory, `.probe-${processId}`);
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const message = `The data directory ${directory} cannot be written (${reason}). Give this user the right to it, or set DATA_DIR to another.`;
    throw new StartError('data_dir_not_writable', message, { cause });
  }
}

/**
 * A secret that is made once and kept in the data directory, readable by its owner alone. Processes that start at once on a new
 * directory all get the same: whoever is first gives the file its name, and the others read it.
 */
export async function keptSecret(directory: string, name: string, dice: Dice): Promise<string> {
  const file = path.join(directory, name);
  const kept = await readIfThere(file);
  if (kept) return kept;
  const secret = dice.secret() + dice.secret();
  const temporary = `${file}.${dice.secret()}.tmp`;
  await writeForOwner(temporary, secret);
  try {
    await link(temporary, file);
    return secret;
  } catch (error) {
    const theirs = isCode(error, 'EEXIST') ? await readIfThere(file) : null;
    if (theirs) return theirs;
    throw error;
  } finally {
    await rm(temporary);
  }
}

export async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim() || null;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Whole or not at all, and never readable by others, not even for a moment. */
export async function writePrivately(file: string, text: string): Promise<void> {
  const temporary = `${file}.${processId}.tmp`;
  await writeForOwner(temporary, text);
  await rename(temporary, file);
}

async function writeForOwner(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(`${text}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(file, 0o600);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
