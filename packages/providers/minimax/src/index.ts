export { createMiniMaxProvider, type MiniMaxOptions } from './provider.ts';
