export { inUs, isWithin, spanUs, stateOf, tokenUs, type FullAtUs } from './bucket.ts';
export { createLocalBuckets, type LocalBuckets } from './local-buckets.ts';
export type { BucketName, RateLimiter, Token } from './rate-limiter.ts';
