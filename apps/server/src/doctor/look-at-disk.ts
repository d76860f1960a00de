import { access, constants, statfs } from 'node:fs/promises';
import type { Finding } from '@impresario/protocol';
import { failed, look, ok, warning } from './finding.ts';

const gigabyte = 1e9;
const few = 5 * gigabyte;
const tooFew = 0.5 * gigabyte;

/** Whether finished songs find room. */
export function lookAtDisk(dataDir: string): Promise<Finding[]> {
  const subject = ['disk', 'Data directory'] as const;
  const remedy = 'Give the user that runs the server the right to write there, or set DATA_DIR.';
  return look(subject, remedy, async () => {
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = bavail * bsize;
    const detail = `${dataDir} is writable, ${(free / gigabyte).toFixed(1)} GB are free`;
    const more = 'Make room: without it finished songs cannot be kept, and PostgreSQL stops.';
    if (free < tooFew) return failed(subject, detail, more);
    return free < few ? warning(subject, detail, more) : ok(subject, detail);
  });
}
