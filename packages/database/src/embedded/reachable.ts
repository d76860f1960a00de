import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { SystemUser } from './system-user.ts';

/** Whether the user may pass through every directory above `file`. Mode bits only; root (null is our own user) may always. */
export async function isReachable(file: string, user: SystemUser): Promise<boolean> {
  if (user === null) return true;
  for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
    const { mode, uid, gid } = await stat(directory);
    const searchBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & searchBit) === 0) return false;
    if (directory === path.dirname(directory)) return true;
  }
}
