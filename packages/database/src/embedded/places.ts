import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseError } from '../database-error.ts';
import { withFileErrors } from './file-errors.ts';
import { isReachable } from './reachable.ts';
import { chooseSystemUser } from './system-user.ts';
import type { SystemUser } from './system-user.ts';

/** Everything the embedded server has on disk, all below `DATA_DIR/postgres` (a very long path moves the socket to /tmp). */
export interface Places {
  home: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  log: string;
  /** In the server's command line: how its process is told from any other. */
  clusterName: string;
  user: SystemUser;
  /** What clients connect to. */
  socketDirectory: string;
  /** The same as the server is told it. */
  socketArgument: string;
  /** False when a directory above is closed to `user`, as below a home of mode 0700. */
  reachable: boolean;
}

/** `sun_path` holds 107 bytes and a closing zero on Linux, 103 on macOS. */
const SOCKET_PATH_BYTES_MAX = 103;

/** Finds or makes the directories. The database always stays inside `dataDir`, so that copying it copies everything. */
export async function preparePlaces(dataDir: string): Promise<Places> {
  return withFileErrors(dataDir, async () => {
    await mkdir(dataDir, { recursive: true });
    const home = path.join(await realpath(dataDir), 'postgres');
    const cluster = path.join(home, 'cluster');
    const user = await chooseSystemUser(path.join(home, 'socket'), cluster);
    // Ours, so that the server's user can plant nothing for root to follow; but the server must get through it.
    if (user) await chmod(home, 0o755);
    const reachable = await isReachable(path.join(home, 'any'), user);
    const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
    const socket = await prepareSocketDirectory(home, name, user);
    const clusterName = `impresario-${name}`;
    return { home, cluster, clusterName, log: path.join(home, 'server.log'), user, reachable, ...socket };
  });
}

/** Whoever reaches the socket is the owner of the database, so its directory is closed to everyone else. */
async function prepareSocketDirectory(home: string, name: string, user: SystemUser) {
  const inside = path.join(home, 'socket');
  if (Buffer.byteLength(path.join(inside, '.s.PGSQL.5432')) <= SOCKET_PATH_BYTES_MAX) {
    await makePrivate(inside, user);
    // The server's working directory is the cluster. Relative, it works where the directories above are closed to it.
    return { socketDirectory: inside, socketArgument: '../socket' };
  }
  const outside = path.join('/tmp', `impresario-${name}`);
  await makePrivate(outside, user);
  return { socketDirectory: outside, socketArgument: outside };
}

async function makePrivate(directory: string, user: SystemUser): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const found = await lstat(directory);
  const ours = [process.getuid?.(), user?.uid];
  // In /tmp somebody else could have made it first, to listen to what we say.
  if (!found.isDirectory() || !ours.includes(found.uid)) {
    throw new DatabaseError(
      'socket_directory_unsafe',
      `${directory} exists and belongs to somebody else. Remove it.`,
    );
  }
  if (user && found.uid !== user.uid) await chown(directory, user.uid, user.gid);
  if ((found.mode & 0o777) !== 0o700) await chmod(directory, 0o700);
}
