/** One stem's place at the mixing desk. */
export interface Strip {
  readonly name: string;
  /** 0 to 1.25; 1 is as the song has it. */
  readonly level: number;
  readonly isMuted: boolean;
  readonly isSoloed: boolean;
}

export const levelMax = 1.25;

export function newStrip(name: string): Strip {
  return { name, level: 1, isMuted: false, isSoloed: false };
}

/** How much of each stem is heard. A solo silences all that have none; what is muted is silent in any case. */
export function audibleLevels(strips: readonly Strip[]): readonly number[] {
  const isAnySoloed = strips.some(({ isSoloed }) => isSoloed);
  return strips.map(({ level, isMuted, isSoloed }) => (isMuted || (isAnySoloed && !isSoloed) ? 0 : level));
}

/** Whether the strips give the song as it is. */
export function isAsRecorded(strips: readonly Strip[]): boolean {
  return audibleLevels(strips).every((level) => level === 1);
}
