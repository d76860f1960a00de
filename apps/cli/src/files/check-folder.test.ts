import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UsageError } from '../exit-code.ts';
import { checkFolder } from './check-folder.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'impresario-cli-'));
  await writeFile(path.join(directory, 'file'), '');
});
afterAll(() => rm(directory, { recursive: true }));

it('takes a folder that is there, and one that is to be made', async () => {
  await checkFolder(directory);
  await checkFolder(path.join(directory, 'new', 'one'));
});

it.each(['file', 'file/new/one'])(
  'says of %s that a file is in the way, and which option to change',
  async (name) => {
    const checked = checkFolder(path.join(directory, name));
    await expect(checked).rejects.toThrow(UsageError);
    await expect(checked).rejects.toThrow(/is a file\); name another folder with --out\.$/);
  },
);
