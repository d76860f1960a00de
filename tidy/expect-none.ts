/** Throws with the list of what is wrong and what to do about it. */
export function expectNone(violations: readonly string[], remedy: string): void {
  if (violations.length === 0) return;
  const error = new Error(`${remedy}\n${violations.map((violation) => `  ${violation}`).join('\n')}`);
  // Where this was thrown helps nobody.
  delete error.stack;
  throw error;
}
