import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A file of a built page; null when there is none of that name. */
export async function pageFile(
  dist: string,
  path: string,
): Promise<{ type: string; content: Buffer } | null> {
  const name = normalize(path === '/' ? '/index.html' : path);
  const content = await readFile(join(dist, name)).catch(() => null);
  return content && { type: types[extname(name)] ?? 'application/octet-stream', content };
}

/** A second of silence, as a browser plays it. */
export function silentWav(): Buffer {
  const rateHz = 8_000;
  const wav = Buffer.alloc(44 + rateHz, 128);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + rateHz, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rateHz, 24);
  wav.writeUInt32LE(rateHz, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(rateHz, 40);
  return wav;
}
