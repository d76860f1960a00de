import { createHash } from 'node:crypto';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Database } from '@impresario/database';
import { createDiskStore } from '@impresario/storage';

interface Row {
  key: string;
  bytes: string;
  sha256: string;
}

/** Files that a row promises and the store has not, or has otherwise (I11, I12). */
export async function findMissingBlobs(pool: Database['pool'], dataDir: string): Promise<string[]> {
  const store = await createDiskStore({ directory: path.join(dataDir, 'files') });
  const { rows } = await pool.query<Row>('select key, bytes::text, sha256 from assets');
  const missing: string[] = [];
  for (const { key, bytes, sha256 } of rows) {
    const stream = await store.open(key);
    if (!stream) missing.push(`${key} is not there`);
    else {
      const content = await buffer(stream);
      const isSame = content.length === Number(bytes) && hashOf(content) === sha256;
      if (!isSame) missing.push(`${key} is another file`);
    }
  }
  return missing;
}

function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
