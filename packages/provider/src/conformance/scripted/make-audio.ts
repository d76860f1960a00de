import { deflateSync } from 'node:zlib';

const mp3FrameSeconds = 1152 / 44_100;
const mp3FrameBytes = 417;

/**
 * A valid MP3 of silence: MPEG 1 layer III, 128 kbit/s, 44.1 kHz stereo. `label` stands in its ID3 title, so
 * that two songs differ in bytes.
 */
export function makeMp3(seconds: number, label: string): Uint8Array {
  const frameCount = Math.max(1, Math.round(seconds / mp3FrameSeconds));
  const tag = makeId3(label);
  const bytes = new Uint8Array(tag.length + frameCount * mp3FrameBytes);
  bytes.set(tag);
  for (let frame = 0; frame < frameCount; frame += 1) {
    // Header, then side information and main data of zeros: a frame of digital silence.
    bytes.set([0xff, 0xfb, 0x90, 0x00], tag.length + frame * mp3FrameBytes);
  }
  return bytes;
}

/** A valid WAV: a quiet sine at `frequencyHz`, 16 bit mono at 8 kHz (16 kB a second). */
export function makeWav(seconds: number, frequencyHz: number): Uint8Array {
  const sampleRateHz = 8_000;
  const sampleCount = Math.max(1, Math.round(seconds * sampleRateHz));
  const wav = Buffer.alloc(44 + sampleCount * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + sampleCount * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRateHz, 24);
  wav.writeUInt32LE(sampleRateHz * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(sampleCount * 2, 40);
  for (let sample = 0; sample < sampleCount; sample += 1) {
    const level = Math.sin((2 * Math.PI * frequencyHz * sample) / sampleRateHz) * 0.25;
    wav.writeInt16LE(Math.round(level * 32_767), 44 + sample * 2);
  }
  return new Uint8Array(wav);
}

/** A valid 16 × 16 PNG of one colour, for covers. */
export function makePng(red: number, green: number, blue: number): Uint8Array {
  const side = 16;
  const row = [0, ...Array.from({ length: side }, () => [red, green, blue]).flat()];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      pngChunk('IHDR', header),
      pngChunk('IDAT', deflateSync(Buffer.from(Array.from({ length: side }, () => row).flat()))),
      pngChunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

function makeId3(label: string): Uint8Array {
  const text = Buffer.from(label, 'latin1');
  const frame = Buffer.alloc(11 + text.length);
  frame.write('TIT2', 0);
  frame.writeUInt32BE(1 + text.length, 4);
  text.copy(frame, 11);
  const size = frame.length;
  const synchsafe = [(size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f];
  return new Uint8Array(Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0, ...synchsafe]), frame]));
}

function pngChunk(type: string, body: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + body.length);
  chunk.writeUInt32BE(body.length, 0);
  chunk.write(type, 4);
  body.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + body.length)), 8 + body.length);
  return chunk;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1;
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}
