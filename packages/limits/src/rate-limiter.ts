import type { FullAtUs } from './bucket.ts';

/** Whose tokens, and for what. */
export interface BucketName {
  readonly userId: string;
  readonly endpoint: string;
}

/** What came of asking for a token. */
export interface Token {
  /** The limit it was counted with: the one asked for, or a lower one while only this process counts. */
  readonly perMinute: number;
  /** When the bucket is full again after this token; too far ahead (`isWithin`) when there was none to take. */
  readonly fullAtUs: FullAtUs;
  /** Puts it back, if one was taken. Never rejects. */
  giveBack(): Promise<void>;
}

/** Counts requests for all processes outside PostgreSQL (LIM-1). */
export interface RateLimiter {
  /** Takes a token if there is one; always answers, within about 100 ms. */
  take(bucket: BucketName, perMinute: number, now: Date): Promise<Token>;
  /** As it stands, nothing taken; always answers, as `take` does. */
  look(bucket: BucketName, perMinute: number, now: Date): Promise<Omit<Token, 'giveBack'>>;
  /** Looks whether all processes are counted together, or this one counts alone for the time being. */
  health(now: Date): Promise<'ok' | 'degraded'>;
  close(): Promise<void>;
}
