import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../pool.ts';
import type { Database } from '../pool.ts';
import {
  cleanUp,
  isAlive,
  isRoot,
  makeDataDir,
  makeDirectory,
  postmasterPid,
  removeKept,
  start,
  startProcess,
} from './test-support.ts';

const databases: Database[] = [];
function open(connectionString: string) {
  const database = openDatabase({ connectionString, max: 2 });
  databases.push(database);
  return database.pool;
}
afterEach(async () => {
  for (const database of databases.splice(0)) await database.close();
  await cleanUp();
});
afterAll(removeKept);

const settingsOf = `select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
  current_setting('synchronous_commit') as synchronous_commit, current_setting('listen_addresses') as listen_addresses,
  current_setting('server_encoding') as encoding, current_setting('timezone') as timezone`;

describe('the embedded server', { timeout: 30_000 }, () => {
  it('starts from nothing, keeps what is committed over a restart, and ends with the last stop', async () => {
    const dataDir = path.join(await makeDirectory(), 'made', 'when missing');
    const first = await start(dataDir);
    expect(first.reused).toBe(false);
    const pool = open(first.connectionString);
    await pool.query('create table songs (title text)');
    await pool.query(`insert into songs values ('Für Elise')`);
    expect((await pool.query(settingsOf)).rows).toEqual([
      {
        fsync: 'on',
        full_page_writes: 'on',
        synchronous_commit: 'on',
        listen_addresses: '',
        encoding: 'UTF8',
        timezone: 'UTC',
      },
    ]);
    const pid = (await postmasterPid(dataDir)) ?? 0;
    await first.stop();
    await first.stop();
    expect([await isAlive(pid), await postmasterPid(dataDir)]).toEqual([false, undefined]);

    const second = await start(dataDir);
    expect((await open(second.connectionString).query('select title from songs')).rows).toEqual([
      { title: 'Für Elise' },
    ]);
  });

  it('is closed to everybody else: no TCP port, a private directory around the socket', async () => {
    const dataDir = await makeDataDir();
    await start(dataDir);
    for (const name of ['socket', 'cluster']) {
      expect((await stat(path.join(dataDir, 'postgres', name))).mode & 0o777).toBe(0o700);
    }
    expect((await stat(path.join(dataDir, 'postgres/socket/.s.PGSQL.5432'))).mode & 0o777).toBe(0o700);
    const pid = await postmasterPid(dataDir);
    if (process.platform === 'linux') {
      const open = execFileSync('find', [`/proc/${pid}/fd`, '-lname', 'socket:*', '-printf', '%l\n'], {
        encoding: 'utf8',
      });
      const inodes = [...open.matchAll(/\d+/g)].map(([inode]) => inode);
      const tcp = ['tcp', 'tcp6', 'udp', 'udp6'].map((kind) =>
        execFileSync('cat', [`/proc/${pid}/net/${kind}`], { encoding: 'utf8' }),
      );
      expect(inodes.length).toBeGreaterThan(0);
      for (const inode of inodes) expect(tcp.join('\n')).not.toMatch(new RegExp(`\\s${inode}\\s`));
    }
  });

  it('[SEC-4] writes no statement and no value into its log', async () => {
    const dataDir = await makeDataDir();
    const pool = open((await start(dataDir)).connectionString);
    await pool.query('create table prompts (prompt text check (length(prompt) < 5))');
    await expect(pool.query('insert into prompts values ($1)', ['a secret prompt'])).rejects.toThrow();
    await expect(pool.query(`select 'a secret prompt'::int`)).rejects.toThrow();
    expect(
      execFileSync('cat', [path.join(dataDir, 'postgres/server.log')], { encoding: 'utf8' }),
    ).not.toContain('secret');
  });

  it('keeps every acknowledged row through a kill -9 of node, and the next process joins the server left behind', async () => {
    const dataDir = await makeDataDir();
    const writer = startProcess('writer', dataDir);
    await expect.poll(() => writer.lines.length, { timeout: 20_000 }).toBeGreaterThan(50);
    const pid = await postmasterPid(dataDir);
    await writer.kill();
    const acknowledged = Math.max(...writer.lines.map((line) => Number(line['kept'] ?? 0)));

    const server = await start(dataDir);
    expect([server.reused, await postmasterPid(dataDir)]).toEqual([true, pid]);
    const { rows } = await open(server.connectionString).query<{ n: number }>(
      'select count(*) as n from kept where n <= $1',
      [acknowledged],
    );
    expect(rows).toEqual([{ n: acknowledged }]);
    // The orphan has no user but us.
    await server.stop();
    expect(await isAlive(pid ?? 0)).toBe(false);
  });

  it('comes back by itself when the server is killed, with all that was committed', async () => {
    const dataDir = await makeDataDir();
    const log: string[] = [];
    const server = await start(dataDir, { log: (line) => log.push(line) });
    const pool = open(server.connectionString);
    await pool.query('create table survivors (n int)');
    await pool.query('insert into survivors values (1)');
    const pid = (await postmasterPid(dataDir)) ?? 0;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => postmasterPid(dataDir), { timeout: 15_000 }).not.toBe(pid);
    const rows = () =>
      pool.query<{ n: number }>('select n from survivors').then(
        (result) => result.rows,
        () => 'down',
      );
    await expect.poll(rows, { timeout: 15_000 }).toEqual([{ n: 1 }]);
    await expect
      .poll(() => log)
      .toEqual(['The database server is gone; it is started again.', 'The database server runs again.']);
    await server.stop();
    expect(await postmasterPid(dataDir)).toBeUndefined();
  });

  it('stops in good order although the server was killed a moment before', async () => {
    const dataDir = await makeDataDir();
    const server = await start(dataDir);
    process.kill((await postmasterPid(dataDir)) ?? 0, 'SIGKILL');
    await server.stop();
    const again = await start(dataDir);
    expect((await open(again.connectionString).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('two processes on one directory', { timeout: 30_000 }, () => {
  it('share the server, and the last one stops it, whoever started it', async () => {
    const dataDir = await makeDataDir();
    const starter = await start(dataDir);
    const pid = (await postmasterPid(dataDir)) ?? 0;
    const other = startProcess('user', dataDir);
    expect(await other.line('started')).toEqual({ started: starter.connectionString, reused: true });
    await starter.stop();
    expect(await isAlive(pid)).toBe(true);
    await other.leave();
    expect([await isAlive(pid), await postmasterPid(dataDir)]).toEqual([false, undefined]);
  });

  it('do not count a user that was killed', async () => {
    const dataDir = await makeDataDir();
    const starter = startProcess('user', dataDir);
    await starter.line('started');
    const server = await start(dataDir);
    const pid = (await postmasterPid(dataDir)) ?? 0;
    await starter.kill();
    await server.stop();
    expect(await isAlive(pid)).toBe(false);
  });

  it('may both be the first', async () => {
    const dataDir = await makeDirectory();
    const [one, two] = [startProcess('user', dataDir), startProcess('user', dataDir)];
    const started = await Promise.all([one.line('started'), two.line('started')]);
    expect(started[0]?.['started']).toBe(started[1]?.['started']);
    const pid = (await postmasterPid(dataDir)) ?? 0;
    await Promise.all([one.leave(), two.leave()]);
    expect([await isAlive(pid), await postmasterPid(dataDir)]).toEqual([false, undefined]);
  });

  it('may come and go at the same moment, over and over', async () => {
    const dataDir = await makeDataDir();
    const visit = async () => {
      for (let visits = 0; visits < 4; visits += 1) {
        const server = await start(dataDir);
        const { rows } = await open(server.connectionString).query('select 1 as one');
        expect(rows).toEqual([{ one: 1 }]);
        await databases.splice(0, 1)[0]?.close();
        await server.stop();
      }
    };
    await Promise.all([visit(), visit()]);
    expect(await postmasterPid(dataDir)).toBeUndefined();
  });
});

describe.runIf(isRoot)('as root', { timeout: 30_000 }, () => {
  it('runs the server as an unprivileged user', async () => {
    const dataDir = await makeDataDir();
    await start(dataDir);
    const { uid } = await stat(`/proc/${await postmasterPid(dataDir)}`);
    expect(uid).not.toBe(0);
    expect((await stat(path.join(dataDir, 'postgres'))).uid).toBe(0);
  });

  it('keeps the database in the data directory even below a closed home', async () => {
    const home = await makeDirectory(0o700);
    const first = await start(path.join(home, 'data'));
    await open(first.connectionString).query('create table here ()');
    await databases.splice(0)[0]?.close();
    await first.stop();
    expect((await stat(path.join(home, 'data/postgres/cluster/PG_VERSION'))).isFile()).toBe(true);
    const second = await start(path.join(home, 'data'));
    const { rows } = await open(second.connectionString).query(`select to_regclass('here') as here`);
    expect(rows).toEqual([{ here: 'here' }]);
  });
});
