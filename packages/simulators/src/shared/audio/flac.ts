import { sampleRateHz } from './synth.ts';

const blockFrames = 4096;

/**
 * A FLAC file (RFC 9639) of little-endian 16-bit mono samples at 44.1 kHz. Its frames hold the samples as they are:
 * as lossless as any other, and no smaller than a WAV.
 */
export function encodeFlac(pcm: Buffer): Uint8Array {
  const total = pcm.length / 2;
  const parts = [streamHeader(total)];
  for (let from = 0, number = 0; from < total; from += blockFrames, number++)
    parts.push(frame(number, pcm.subarray(from * 2, (from + blockFrames) * 2)));
  return Buffer.concat(parts);
}

function streamHeader(total: number): Buffer {
  const header = Buffer.alloc(42);
  header.write('fLaC', 0, 'latin1');
  // The last metadata block, STREAMINFO, 34 bytes.
  header.writeUInt32BE(0x80_00_00_22, 4);
  header.writeUInt16BE(blockFrames, 8);
  header.writeUInt16BE(blockFrames, 10);
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of length. No checksum of the sound: zeros.
  const packed = (BigInt(sampleRateHz) << 44n) | (15n << 36n) | BigInt(total);
  header.writeBigUInt64BE(packed, 18);
  return header;
}

function frame(number: number, samples: Buffer): Buffer {
  const header = Buffer.from([
    ...[0xff, 0xf8, 0x79, 0x08],
    ...frameNumber(number),
    ...[((samples.length / 2 - 1) >> 8) & 0xff, (samples.length / 2 - 1) & 0xff],
  ]);
  const subframe = Buffer.concat([Buffer.of(0x02), Buffer.from(samples).swap16()]);
  const body = Buffer.concat([header, Buffer.of(checksum(header, 0x07, 8)), subframe]);
  const end = Buffer.alloc(2);
  end.writeUInt16BE(checksum(body, 0x8005, 16));
  return Buffer.concat([body, end]);
}

/** Coded as UTF-8 codes characters. */
function frameNumber(number: number): number[] {
  if (number < 0x80) return [number];
  if (number < 0x800) return [0xc0 | (number >> 6), 0x80 | (number & 0x3f)];
  return [0xe0 | (number >> 12), 0x80 | ((number >> 6) & 0x3f), 0x80 | (number & 0x3f)];
}

const tables = new Map<number, Uint16Array>();

function checksum(bytes: Uint8Array, polynomial: number, width: 8 | 16): number {
  const table = tables.get(polynomial) ?? tableOf(polynomial, width);
  tables.set(polynomial, table);
  const mask = 2 ** width - 1;
  let sum = 0;
  for (const byte of bytes) sum = ((sum << 8) & mask) ^ (table[(sum >> (width - 8)) ^ byte] ?? 0);
  return sum;
}

function tableOf(polynomial: number, width: 8 | 16): Uint16Array {
  const top = 2 ** (width - 1);
  const mask = 2 ** width - 1;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let sum = byte << (width - 8);
    for (let bit = 0; bit < 8; bit++) sum = ((sum & top ? (sum << 1) ^ polynomial : sum << 1) & mask) >>> 0;
    return sum;
  });
}
