const expected = new Map<string, number>();

/** Remembers how many versions were asked for, so that the card keeps room for them while they are made. */
export function expectVersions(trackId: string, count: number): void {
  expected.set(trackId, count);
}

/** Two is what most models make when nothing was said. */
export function expectedVersions(trackId: string): number {
  return expected.get(trackId) ?? 2;
}
