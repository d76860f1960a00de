/** Real time, because real processes are killed in it. */
export function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}

/** Looks every 50 ms until it is so; false when it is not so in time. */
export async function becomes(isSo: () => Promise<boolean> | boolean, patienceMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) return false;
    await passed(50);
  }
  return true;
}
