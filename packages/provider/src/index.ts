export type * from './call-prices.ts';
export * from './callback.ts';
export * from './failure.ts';
export * from './outcome.ts';
export * from './plan-request.ts';
export * from './provider.ts';
export * from './request.ts';
