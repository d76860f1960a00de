import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readConfig, type Environment } from './config.ts';
import { readIfThere, writePrivately } from './data-directory.ts';
import { processId } from './world.ts';

/** How others on this machine find the server of a data directory. */
export interface ServerAddress {
  readonly url: string;
  /** The owner's token in local mode; null where users come from elsewhere. */
  readonly token: string | null;
}

const fileName = 'server.json';
const patienceMs = 1_500;

export async function announceServer(dataDir: string, url: string, startedAt: Date): Promise<void> {
  const card = { url, pid: processId, startedAt: startedAt.toISOString() };
  await writePrivately(path.join(dataDir, fileName), JSON.stringify(card));
}

/** Takes the announcement back, unless another server has announced itself since. */
export async function withdrawServer(dataDir: string): Promise<void> {
  const card = await readCard(dataDir);
  if (card?.pid === processId) await rm(path.join(dataDir, fileName), { force: true });
}

/** The live server of `DATA_DIR`, or null; a card that a killed server left behind does not count. */
export async function findRunningServer(env: Environment): Promise<ServerAddress | null> {
  const { dataDir, isLocal } = readConfig(env);
  const card = await readCard(dataDir);
  if (!card || !(await answers(card.url))) return null;
  return { url: card.url, token: isLocal ? await readIfThere(path.join(dataDir, 'owner-token')) : null };
}

async function readCard(dataDir: string): Promise<{ url: string; pid: number } | null> {
  const text = await readIfThere(path.join(dataDir, fileName));
  if (!text) return null;
  try {
    const card = JSON.parse(text) as { url?: unknown; pid?: unknown };
    return typeof card.url === 'string' && typeof card.pid === 'number'
      ? { url: card.url, pid: card.pid }
      : null;
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const reply = await fetch(new URL('/livez', url), { signal: AbortSignal.timeout(patienceMs) });
    return reply.ok;
  } catch {
    return false;
  }
}
