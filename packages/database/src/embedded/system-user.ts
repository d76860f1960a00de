import { chown, lchown, lstat, mkdir, readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import path from 'node:path';
import { codeOf, DatabaseError } from '../database-error.ts';

/** The operating system user that the server runs as; null where it is simply our own. */
export type SystemUser = { uid: number; gid: number } | null;

/** An operator may make a user of our name; else the least privileged ones that systems come with. */
const CANDIDATES = ['impresario', 'nobody', 'postgres', 'daemon'];

/**
 * Chooses who runs the server, and gives them their socket's directory. PostgreSQL refuses to run as root, so for root this is an unprivileged
 * user with a passwd entry (initdb demands one), the one that owns the cluster already when there is one.
 */
export async function chooseSystemUser(socketDirectory: string, cluster: string): Promise<SystemUser> {
  if (process.getuid?.() !== 0) {
    await refuseForeignCluster(cluster);
    return null;
  }
  await mkdir(socketDirectory, { recursive: true });
  const users = await readPasswd();
  const ownerUid = await ownerOf(cluster);
  const owner = users.find(({ uid }) => uid === ownerUid && uid !== 0);
  const candidates = CANDIDATES.flatMap((name) => users.find((user) => user.name === name) ?? []);
  for (const { uid, gid } of owner ? [owner] : candidates) {
    if (!(await give(socketDirectory, uid, gid))) continue;
    // A cluster restored from a backup by root belongs to root.
    if (ownerUid !== undefined && ownerUid !== uid) await giveTree(cluster, uid, gid);
    return { uid, gid };
  }
  throw new DatabaseError(
    'no_unprivileged_user',
    'PostgreSQL does not run as root, and no unprivileged user (nobody) can be used here. Start as another user, or set DATABASE_URL.',
  );
}

async function refuseForeignCluster(cluster: string): Promise<void> {
  const owner = await ownerOf(cluster);
  const uid = process.getuid?.();
  if (owner !== undefined && uid !== undefined && owner !== uid) {
    const advice = `Start as that user, or give the directory to this one: chown -R ${uid} ${path.dirname(cluster)}`;
    throw new DatabaseError(
      'wrong_owner',
      `The database in ${cluster} belongs to user id ${owner}. ${advice}`,
    );
  }
  try {
    userInfo();
  } catch (cause) {
    throw new DatabaseError(
      'no_unprivileged_user',
      `PostgreSQL needs a user with an entry in /etc/passwd, and user id ${uid} has none. Add one, or set DATABASE_URL.`,
      { cause },
    );
  }
}

async function readPasswd(): Promise<{ name: string; uid: number; gid: number }[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    const user = { name: name ?? '', uid: Number(uid), gid: Number(gid) };
    return user.uid > 0 && user.gid >= 0 ? [user] : [];
  });
}

async function ownerOf(directory: string): Promise<number | undefined> {
  try {
    return (await lstat(directory)).uid;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** False when this id does not exist in our user namespace, as in some containers. */
async function give(file: string, uid: number, gid: number): Promise<boolean> {
  try {
    await chown(file, uid, gid);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EINVAL') return false;
    throw error;
  }
}

async function giveTree(directory: string, uid: number, gid: number): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    await lchown(path.join(entry.parentPath, entry.name), uid, gid);
  }
  await lchown(directory, uid, gid);
}
