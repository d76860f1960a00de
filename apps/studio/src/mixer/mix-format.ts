/** How stems are kept in memory while they are mixed. */
export interface MixFormat {
  readonly channelCount: 1 | 2;
  /** null: as the machine's own sound is. */
  readonly sampleRateHz: number | null;
}

const usualRateHz = 48_000;
const bytesPerSample = 2;
const budgetBytes = { small: 160_000_000, large: 520_000_000 } as const;

const formats: readonly MixFormat[] = [
  { channelCount: 2, sampleRateHz: null },
  { channelCount: 1, sampleRateHz: null },
  { channelCount: 1, sampleRateHz: 24_000 },
];

/**
 * The best format in which all stems fit into memory at once, so that they can start on one clock. As the browser
 * decodes them, in 32 bits, five stems of four minutes are 460 MB; in 16 bits, which is more than an MP3 holds, 230 MB,
 * in mono 115 MB. Elements that stream would need no memory, and start 20 to 50 ms apart.
 */
export function mixFormat(seconds: number, stemCount: number, isSmallMachine: boolean): MixFormat {
  const budget = isSmallMachine ? budgetBytes.small : budgetBytes.large;
  const fitting = formats.find((format) => bytesOf(format, seconds * stemCount) <= budget);
  return fitting ?? { channelCount: 1, sampleRateHz: 24_000 };
}

function bytesOf({ channelCount, sampleRateHz }: MixFormat, seconds: number): number {
  return seconds * (sampleRateHz ?? usualRateHz) * channelCount * bytesPerSample;
}

/** A phone, or what says that it has little memory. */
export function isSmallMachine(): boolean {
  const { deviceMemory } = navigator as Navigator & { deviceMemory?: number };
  return deviceMemory === undefined ? window.matchMedia('(pointer: coarse)').matches : deviceMemory <= 4;
}
