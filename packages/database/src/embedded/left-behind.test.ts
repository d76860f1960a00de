import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findLeftBehind, makeOwnDirectory } from './left-behind.ts';

it('finds the directories of dead processes, and neither ours nor those of others', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'impresario-left-behind-'));
  const dead = path.join(parent, `new-${2 ** 30}-abcdef`);
  const others = [`new-${process.ppid}-abcdef`, 'new-', 'new-x', `old-${2 ** 30}-abcdef`];
  await Promise.all([dead, ...others].map((name) => mkdir(path.resolve(parent, name))));
  const own = await makeOwnDirectory(parent, 'new-');
  expect(path.basename(own)).toMatch(new RegExp(`^new-${process.pid}-`));
  expect(await findLeftBehind(parent, 'new-')).toEqual([dead]);
  await rm(parent, { recursive: true });
});
