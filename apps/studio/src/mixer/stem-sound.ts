/** How many levels a second has. */
export const levelsPerSecond = 50;

/** A decoded stem. */
export interface StemSound {
  readonly name: string;
  /** The samples of each channel, in 16 bits; one where both were the same. */
  readonly channels: readonly Int16Array[];
  readonly frames: number;
  /** How loud each fiftieth of a second is, 0 to 255; drawn, and shown by the meters. */
  readonly levels: Uint8Array;
}

/** So many samples are brought into 16 bits before the page may do something else: about 3 ms. */
const stretchFrames = 1 << 18;

/** A decoded file in half the memory, with its levels. Gives way to the page between stretches. */
export async function stemSound(
  name: string,
  decoded: AudioBuffer,
  channelCount: 1 | 2,
  signal: AbortSignal,
): Promise<StemSound> {
  const { length: frames, sampleRate } = decoded;
  const left = decoded.getChannelData(0);
  const right = decoded.numberOfChannels > 1 ? decoded.getChannelData(1) : left;
  const isStereo = channelCount === 2 && right !== left;
  const kept = { left: new Int16Array(frames), right: isStereo ? new Int16Array(frames) : null };
  let isSame = true;
  for (let from = 0; from < frames; from += stretchFrames) {
    const to = Math.min(frames, from + stretchFrames);
    for (let at = from; at < to; at++) {
      const one = left[at] ?? 0;
      const other = right[at] ?? 0;
      if (kept.right) {
        if (one !== other) isSame = false;
        kept.left[at] = inBits(one);
        kept.right[at] = inBits(other);
      } else kept.left[at] = inBits((one + other) / 2);
    }
    await breathe();
    signal.throwIfAborted();
  }
  const channels = kept.right && !isSame ? [kept.left, kept.right] : [kept.left];
  return { name, channels, frames, levels: levelsOf(channels, sampleRate) };
}

function inBits(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)));
}

function levelsOf(channels: readonly Int16Array[], sampleRateHz: number): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const step = sampleRateHz / levelsPerSecond;
  const levels = new Uint8Array(Math.ceil(frames / step));
  for (let index = 0; index < levels.length; index++) {
    const from = Math.floor(index * step);
    const to = Math.min(frames, Math.floor((index + 1) * step));
    let sum = 0;
    for (const channel of channels) for (let at = from; at < to; at++) sum += (channel[at] ?? 0) ** 2;
    const mean = Math.sqrt(sum / Math.max(1, (to - from) * channels.length)) / 32_768;
    // What is 60 dB below the loudest there can be is nothing to the eye.
    levels[index] = mean <= 0.001 ? 0 : Math.round(255 * (1 + Math.log10(mean) / 3));
  }
  return levels;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
