export { createMurekaProvider, type MurekaOptions } from './provider.ts';
