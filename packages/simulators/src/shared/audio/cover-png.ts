import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const sidePixels = 360;

/** A square PNG with a gradient and a circle in colours of its own for every name. */
export function drawCover(name: string): Uint8Array {
  const seed = createHash('sha256').update(name).digest();
  const colour = (at: number) => [seed[at] ?? 0, seed[at + 1] ?? 0, seed[at + 2] ?? 0] as const;
  const [top, bottom, dot] = [colour(0), colour(3), colour(6)];
  const radius = sidePixels * (0.18 + (seed[9] ?? 0) / 1000);
  const rows = Buffer.alloc(sidePixels * (1 + sidePixels * 3));
  for (let y = 0; y < sidePixels; y++) {
    const row = y * (1 + sidePixels * 3);
    const share = y / sidePixels;
    for (let x = 0; x < sidePixels; x++) {
      const inside = Math.hypot(x - sidePixels / 2, y - sidePixels / 2) < radius;
      for (let channel = 0; channel < 3; channel++) {
        const blend = (top[channel] ?? 0) * (1 - share) + (bottom[channel] ?? 0) * share;
        rows[row + 1 + x * 3 + channel] = inside ? (dot[channel] ?? 0) : blend;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sidePixels, 0);
  header.writeUInt32BE(sidePixels, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
