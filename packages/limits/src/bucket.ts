/**
 * A bucket of `perMinute` tokens that fills within a minute, kept as one number: when it is full again, in microseconds
 * since 1970 (generic cell rate algorithm). The same in `bucket_after_take` and in the script for Redis; all integers, so
 * that the three agree to the last token. Pure.
 */
export type FullAtUs = number;

/** How long a token takes to come back; rounded up, so that no minute gives one more than was promised. */
export function tokenUs(perMinute: number): number {
  return Math.ceil(60_000_000 / perMinute);
}

/** How long an empty bucket takes to fill. */
export function spanUs(perMinute: number): number {
  return perMinute * tokenUs(perMinute);
}

export function inUs(at: Date): number {
  return at.getTime() * 1000;
}

/** The bucket without so many tokens, whether it has them or not. A clock that is behind does not fill it. */
export function afterTake(
  fullAtUs: FullAtUs | undefined,
  { perMinute, nowUs, tokens = 1 }: { perMinute: number; nowUs: number; tokens?: number },
): FullAtUs {
  return Math.max(nowUs, fullAtUs ?? nowUs) + tokens * tokenUs(perMinute);
}

/** Whether a bucket lacks no more tokens than it holds, so that what was taken from it was there. */
export function isWithin(fullAtUs: FullAtUs, perMinute: number, nowUs: number): boolean {
  return fullAtUs <= nowUs + spanUs(perMinute);
}

export interface BucketState {
  /** Whole tokens that are there. */
  readonly remaining: number;
  /** Until there is one more; 0 when it is full. */
  readonly nextTokenUs: number;
}

export function stateOf(fullAtUs: FullAtUs, perMinute: number, nowUs: number): BucketState {
  const missingUs = Math.max(0, fullAtUs - nowUs);
  const remaining = Math.max(0, perMinute - Math.ceil(missingUs / tokenUs(perMinute)));
  const nextTokenUs = Math.max(0, missingUs - (perMinute - remaining - 1) * tokenUs(perMinute));
  return { remaining, nextTokenUs: missingUs === 0 ? 0 : nextTokenUs };
}
