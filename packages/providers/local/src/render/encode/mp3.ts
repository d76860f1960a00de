import { createMp3Encoder } from 'wasm-media-encoders';
import { blockFrames, sampleRateHz } from '../sample-rate.ts';
import { infoFrame } from './info-frame.ts';

const bitrateKbps = 192;

/** LAME turns every input down to 0.97 at this rate (measured with a sine: 0.9699); this gives it back. */
const encoderMakeUp = 1 / 0.97;

type Encoder = Awaited<ReturnType<typeof createMp3Encoder>>;

/** An MP3 stream at a constant 192 kbit/s; feed it blocks, then {@link Mp3Writer.finish} it. */
export class Mp3Writer {
  private readonly encoder: Encoder;
  private readonly chunks: Uint8Array[] = [];
  private readonly left = new Float32Array(blockFrames);
  private readonly right = new Float32Array(blockFrames);
  private frames = 0;

  private constructor(encoder: Encoder) {
    this.encoder = encoder;
  }

  /** Constant bit rate only: a variable one carries no length that players read (178 s shown for 129 s). */
  static async open(): Promise<Mp3Writer> {
    const encoder = await createMp3Encoder();
    encoder.configure({ sampleRate: sampleRateHz, channels: 2, bitrate: bitrateKbps });
    return new Mp3Writer(encoder);
  }

  /** Encodes the frames `[from, to)` of a stereo pair. */
  push(left: Float32Array, right: Float32Array, from: number, to: number): void {
    for (let at = from; at < to; at += blockFrames) {
      const until = Math.min(to, at + blockFrames);
      const count = until - at;
      for (let i = 0; i < count; i++) {
        this.left[i] = left[at + i]! * encoderMakeUp;
        this.right[i] = right[at + i]! * encoderMakeUp;
      }
      const pair = [this.left.subarray(0, count), this.right.subarray(0, count)];
      // The encoder hands out a view of its own memory and writes over it in the next call.
      this.chunks.push(this.encoder.encode(pair).slice());
    }
    this.frames += to - from;
  }

  /** The whole stream, behind an Info frame that tells players the exact length. */
  finish(): Uint8Array<ArrayBuffer> {
    this.chunks.push(this.encoder.finalize().slice());
    const stream = joined(this.chunks);
    return joined([infoFrame(stream, this.frames), stream]);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
