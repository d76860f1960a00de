export * from './far-end.ts';
export * from './transport-failure.ts';
