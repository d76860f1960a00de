import { createMp3Encoder } from 'wasm-media-encoders';
import { sampleRateHz } from './synth.ts';

const bitrateKbps = 96;
/** About half a second: other requests get their turn between two blocks. */
const blockSamples = 24_000;

/** A constant-rate mono MP3, 96 kbit/s. */
export async function encodeMp3(samples: Float32Array, turn: () => Promise<void>): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: sampleRateHz, channels: 1, bitrate: bitrateKbps });
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < samples.length; at += blockSamples) {
    // The encoder answers a view of its own memory, which the next call writes over.
    chunks.push(encoder.encode([samples.subarray(at, at + blockSamples)]).slice());
    await turn();
  }
  chunks.push(encoder.finalize().slice());
  return Buffer.concat(chunks);
}

/** Puts an ID3v2.3 title and comment in front of an MP3. */
export function withId3(mp3: Uint8Array, title: string, comment: string): Uint8Array {
  const frames = Buffer.concat([
    frame('TIT2', Buffer.concat([Buffer.of(1), utf16(title)])),
    frame(
      'COMM',
      Buffer.concat([Buffer.of(1), Buffer.from('eng'), utf16(''), Buffer.of(0, 0), utf16(comment)]),
    ),
  ]);
  const size = frames.length;
  const header = Buffer.from(
    [0x49, 0x44, 0x33, 3, 0, 0, size >> 21, size >> 14, size >> 7, size].map((byte, index) =>
      index < 6 ? byte : byte & 0x7f,
    ),
  );
  return Buffer.concat([header, frames, mp3]);
}

function frame(id: string, content: Buffer): Buffer {
  const header = Buffer.alloc(10);
  header.write(id, 0, 'latin1');
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
}

function utf16(text: string): Buffer {
  return Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);
}
