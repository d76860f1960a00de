import { mp3Frames, mp3FrameSamples } from './mp3-frames.ts';

/** LAME's own delay in samples; players add the decoder's 529 to it by themselves. */
const encoderDelay = 576;
/** Behind the four header bytes and the 32 bytes of stereo side information, all zero: a silent frame. */
const infoAt = 36;
const lameAt = infoAt + 120;

/**
 * The silent first frame of a constant-bit-rate stream that tells players how many frames and bytes follow and how
 * many samples to drop at both ends, so a song plays for exactly `sampleCount` samples and its stems line up
 * (LAME's Info tag, revision 1). The encoder library writes none.
 */
export function infoFrame(stream: Uint8Array, sampleCount: number): Uint8Array<ArrayBuffer> {
  const frames = mp3Frames(stream);
  const bytes = new Uint8Array(frames[0]!.bytes);
  const view = new DataView(bytes.buffer);
  bytes.set(stream.subarray(0, 4));
  bytes[2]! &= 0xfd;
  text(bytes, infoAt, 'Info');
  view.setUint32(infoAt + 4, 0x0f);
  view.setUint32(infoAt + 8, frames.length);
  view.setUint32(infoAt + 12, bytes.length + stream.length);
  for (let i = 0; i < 100; i++) bytes[infoAt + 16 + i] = Math.floor((i * 256) / 100);
  view.setUint32(infoAt + 116, 50);
  text(bytes, lameAt, 'LAME3.100');
  bytes[lameAt + 9] = 0x01;
  bytes[lameAt + 10] = 186;
  bytes[lameAt + 20] = frames[0]!.bitrateKbps;
  const padding = Math.max(0, frames.length * mp3FrameSamples - sampleCount - encoderDelay);
  bytes[lameAt + 21] = encoderDelay >> 4;
  bytes[lameAt + 22] = ((encoderDelay & 15) << 4) | (padding >> 8);
  bytes[lameAt + 23] = padding & 255;
  view.setUint32(lameAt + 28, bytes.length + stream.length);
  view.setUint16(lameAt + 32, crc16(stream));
  view.setUint16(lameAt + 34, crc16(bytes.subarray(0, lameAt + 34)));
  return bytes;
}

function text(bytes: Uint8Array, at: number, word: string): void {
  for (let i = 0; i < word.length; i++) bytes[at + i] = word.charCodeAt(i);
}

const crcTable = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  return crc;
});

/** CRC-16/ARC, as the Info tag wants it. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (let i = 0; i < bytes.length; i++) crc = (crc >> 8) ^ crcTable[(crc ^ bytes[i]!) & 255]!;
  return crc;
}
