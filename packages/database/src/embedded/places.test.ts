import { execFileSync } from 'node:child_process';
import { chown, lstat, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../pool.ts';
import {
  cleanUp,
  clusterOf,
  movePackageWithoutLinks,
  isRoot,
  makeDataDir,
  makeDirectory,
  postmasterPid,
  removeKept,
  start,
  startProcess,
} from './test-support.ts';

afterEach(cleanUp);
afterAll(removeKept);

async function answers(connectionString: string): Promise<boolean> {
  const database = openDatabase({ connectionString });
  try {
    return (await database.pool.query('select 1')).rowCount === 1;
  } finally {
    await database.close();
  }
}

const NOBODY = { uid: 65534, gid: 65534 };

describe('the programs', { timeout: 30_000 }, () => {
  it('run after npm ci --ignore-scripts: the links of the libraries are made here', async () => {
    const packageDirectory = await movePackageWithoutLinks(await makeDirectory());
    const dataDir = await makeDataDir();
    const servers = await Promise.all([
      start(dataDir, { packageDirectory }),
      start(dataDir, { packageDirectory }),
    ]);
    for (const server of servers) expect(await answers(server.connectionString)).toBe(true);
  });

  it.runIf(isRoot)('are copied beside the data when the checkout lies in a closed home', async () => {
    const packageDirectory = await movePackageWithoutLinks(await makeDirectory(0o700));
    const dataDir = await makeDataDir();
    expect(await answers((await start(dataDir, { packageDirectory })).connectionString)).toBe(true);
  });

  it.runIf(isRoot)('are copied to a shared place when the data lies in a closed home too', async () => {
    const home = await makeDirectory(0o700);
    const packageDirectory = await movePackageWithoutLinks(home);
    const cacheDirectory = path.join(await makeDirectory(), 'impresario');
    const dataDir = await makeDataDir(path.join(home, 'data'));
    const server = await start(dataDir, { packageDirectory, cacheDirectory });
    expect(await answers(server.connectionString)).toBe(true);
    expect((await lstat(cacheDirectory)).isDirectory()).toBe(true);
  });

  it.runIf(isRoot)('serve a user who is not root, from the first start on', async () => {
    const dataDir = await makeDirectory();
    await chown(dataDir, NOBODY.uid, NOBODY.gid);
    const user = startProcess('user', dataDir, NOBODY);
    expect(await user.line('started')).toMatchObject({ reused: false });
    expect((await lstat(clusterOf(dataDir))).uid).toBe(NOBODY.uid);
    await user.leave();
    expect(await postmasterPid(dataDir)).toBeUndefined();
  });

  it.runIf(isRoot)('are copied for a user who may not add the links where they were installed', async () => {
    const packageDirectory = await movePackageWithoutLinks(await makeDirectory());
    const dataDir = await makeDataDir();
    for (const own of [dataDir, path.join(dataDir, 'postgres')]) await chown(own, NOBODY.uid, NOBODY.gid);
    const user = startProcess('user', dataDir, { ...NOBODY, packageDirectory });
    await user.line('started');
    const link = path.join(packageDirectory, 'native/lib/libpq.so.5');
    await expect(lstat(link)).rejects.toMatchObject({ code: 'ENOENT' });
    await user.leave();
  });

  it('that were built for another C library are told apart from missing ones', async () => {
    const packageDirectory = await makeDirectory();
    await mkdir(path.join(packageDirectory, 'native/bin'), { recursive: true });
    await writeFile(path.join(packageDirectory, 'package.json'), '{ "version": "18.0.0" }');
    await writeFile(path.join(packageDirectory, 'native/pg-symlinks.json'), '[]');
    const initdb = path.join(packageDirectory, 'native/bin/initdb');
    await writeFile(initdb, '#!/nonexistent/loader\n', { mode: 0o755 });
    const musl = start(await makeDirectory(), { packageDirectory });
    await expect(musl).rejects.toMatchObject({
      code: 'unsupported_platform',
      message: expect.stringContaining('DATABASE_URL'),
    });
    await rm(initdb);
    await expect(start(await makeDirectory(), { packageDirectory })).rejects.toMatchObject({
      code: 'start_failed',
    });
  });
});

describe('the data directory', { timeout: 30_000 }, () => {
  it('may have a path too long for a socket, with any characters', async () => {
    const deep = path.join(await makeDirectory(), `${'very long and $peciäl % '.repeat(5)}`);
    const server = await start(await makeDataDir(deep));
    expect(await answers(server.connectionString)).toBe(true);
    const socketDirectory = new URLSearchParams(server.connectionString.split('?')[1]).get('host') ?? '';
    expect(socketDirectory).toMatch(/^\/tmp\/impresario-[0-9a-f]{16}$/);
    expect((await lstat(socketDirectory)).mode & 0o777).toBe(0o700);
    await server.stop();
    await rm(socketDirectory, { recursive: true });
  });

  it('is refused when it is a file or lies below one', async () => {
    const file = path.join(await makeDirectory(), 'file');
    await writeFile(file, '');
    await expect(start(path.join(file, 'data'))).rejects.toMatchObject({
      code: 'not_writable',
      message: expect.stringContaining('DATA_DIR'),
    });
  });

  it('is refused when it was made by another PostgreSQL', async () => {
    const dataDir = await makeDirectory();
    await mkdir(clusterOf(dataDir), { recursive: true });
    await writeFile(path.join(clusterOf(dataDir), 'PG_VERSION'), '15\n');
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'wrong_version',
      message: expect.stringContaining('PostgreSQL 15'),
    });
  });

  it.runIf(isRoot)('is refused when its database belongs to somebody else, and says what to do', async () => {
    const dataDir = await makeDirectory(0o777);
    await mkdir(clusterOf(dataDir), { recursive: true });
    const user = startProcess('user', dataDir, NOBODY);
    await expect(user.line('started')).rejects.toThrow(/chown -R 65534/);
  });

  it.runIf(isRoot)('works after a restore by root, which leaves everything to root', async () => {
    const dataDir = await makeDataDir();
    execFileSync('chown', ['-R', '0:0', clusterOf(dataDir)]);
    expect(await answers((await start(dataDir)).connectionString)).toBe(true);
  });
});

describe('a stale postmaster.pid', { timeout: 30_000 }, () => {
  /** What a power cut leaves: the file of a server that is no more. */
  const leaveLockFile = async (dataDir: string, pid: number) => {
    const file = path.join(clusterOf(dataDir), 'postmaster.pid');
    await writeFile(file, `${pid}\n${clusterOf(dataDir)}\n1\n5432\n\n\n\n`, { mode: 0o600 });
    if (isRoot) await chown(file, NOBODY.uid, NOBODY.gid);
  };

  it.each([
    ['no process has its number', 2 ** 22 - 1],
    ['its number went to another process, as after a restart of a container', process.pid],
  ])('does not hinder a start when %s', async (_, pid) => {
    const dataDir = await makeDataDir();
    await leaveLockFile(dataDir, pid);
    const server = await start(dataDir);
    expect(server.reused).toBe(false);
    expect(await postmasterPid(dataDir)).not.toBe(pid);
    expect(await answers(server.connectionString)).toBe(true);
  });
});

describe('the socket directory', () => {
  it.runIf(isRoot)('in /tmp is refused when somebody else made it first', async () => {
    const { preparePlaces } = await import('./places.ts');
    const deep = path.join(await makeDirectory(), 'x'.repeat(120));
    const { socketDirectory } = await preparePlaces(deep);
    await rm(socketDirectory, { recursive: true });
    for (const plant of [() => symlink('/etc', socketDirectory), () => mkdir(socketDirectory)]) {
      await plant();
      if ((await lstat(socketDirectory)).isDirectory()) await chown(socketDirectory, 12345, 12345);
      await expect(preparePlaces(deep)).rejects.toMatchObject({ code: 'socket_directory_unsafe' });
      await rm(socketDirectory, { recursive: true });
    }
  });
});
