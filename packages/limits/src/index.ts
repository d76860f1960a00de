export { inUs, isWithin, spanUs, stateOf, tokenUs, type FullAtUs } from './bucket.ts';
export { createLocalBuckets } from './local-buckets.ts';
export type { BucketName, RateLimiter, Token } from './rate-limiter.ts';
