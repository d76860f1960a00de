/** Bytes of one MPEG-1 Layer III frame at 44.1 kHz, without its padding byte. */
const bytesOf = (bitrateKbps: number) => Math.floor((144 * bitrateKbps * 1000) / 44100);
const bitratesKbps = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/** What one MP3 frame header says. */
export interface Mp3Frame {
  readonly offset: number;
  readonly bytes: number;
  readonly bitrateKbps: number;
}

/** Samples in every MPEG-1 Layer III frame. */
export const mp3FrameSamples = 1152;

/**
 * The frames of a 44.1 kHz MP3 stream from `offset` to its end. Throws when a frame does not begin where the one
 * before it stops.
 */
export function mp3Frames(bytes: Uint8Array, offset = 0): Mp3Frame[] {
  const frames: Mp3Frame[] = [];
  for (let at = offset; at + 4 <= bytes.length;) {
    const bitrateKbps = bitratesKbps[bytes[at + 2]! >> 4];
    if (bytes[at] !== 0xff || bytes[at + 1]! >> 5 !== 7 || !bitrateKbps) {
      throw new Error(`No MP3 frame at byte ${at}.`);
    }
    const size = bytesOf(bitrateKbps) + ((bytes[at + 2]! >> 1) & 1);
    frames.push({ offset: at, bytes: size, bitrateKbps });
    at += size;
  }
  return frames;
}

/** Where the audio begins behind an ID3v2 tag, in bytes; 0 without one. */
export function audioOffset(bytes: Uint8Array): number {
  if (bytes[0] !== 0x49 || bytes[1] !== 0x44 || bytes[2] !== 0x33) return 0;
  return 10 + ((bytes[6]! << 21) | (bytes[7]! << 14) | (bytes[8]! << 7) | bytes[9]!);
}
